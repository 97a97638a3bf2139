import type { BlockLoad, BlockShare } from '../host/load/block-load.ts'
import { dealSchedule } from '../workload/load.ts'

/** What of a block one load host makes. */
export interface SharedBlock {
  readonly load: BlockLoad
  readonly share: BlockShare
}

/**
 * Deals a block to load hosts: clients of a closed load in turn, arrivals of an open one in turn, so
 * that together they are exactly the one load. A host that has nothing to do gets no share.
 */
export function shareBlock(load: BlockLoad, units: number, hosts: number): SharedBlock[] {
  // A host without a client, an arrival or a place to have it in flight would add what was not asked for.
  const most = load.kind === 'closed' ? load.firstSends.length : Math.min(Math.max(1, units), load.maxConcurrency ?? hosts)
  const busy = Math.min(hosts, most)
  const unitsOf = (host: number): number => Math.max(0, Math.ceil((units - host) / busy))
  if (load.kind === 'closed') {
    return Array.from({ length: busy }, (_, host) => ({
      load: { kind: 'closed', firstSends: load.firstSends.filter((_send, client) => client % busy === host) },
      share: { units: unitsOf(host), offset: host, step: busy },
    }))
  }
  const { maxConcurrency } = load
  return dealSchedule(load, busy).map(({ at, inputTokens, outputTokens }, host) => ({
    load: {
      kind: 'open',
      at,
      inputTokens,
      outputTokens,
      maxConcurrency: maxConcurrency === null ? null : Math.ceil((maxConcurrency - host) / busy),
    },
    share: { units: at.length, offset: host, step: busy },
  }))
}
