import type { SharedBlock } from '../../block/block.ts'
import type { BlockLoad } from '../../block/load.ts'
import { dealSchedule } from '../../workload/load.ts'

/** The part of a block that one load host makes. */
export type BlockPart = Pick<SharedBlock, 'load' | 'share'>

/**
 * Deals a block to load hosts so that together they are exactly the one load: clients of a closed load
 * in turn, each host with a stretch of the units that is its clients' part of them, arrivals of an open
 * load in turn. A host that has nothing to do gets no share.
 */
export function shareBlock(load: BlockLoad, units: number, hosts: number): BlockPart[] {
  return load.kind === 'closed' ? shareClients(load, units, hosts) : shareArrivals(load, units, hosts)
}

/** Deals as many units to each client: a host whose clients have more would go on when the others are done. */
function shareClients(load: Extract<BlockLoad, { kind: 'closed' }>, units: number, hosts: number): BlockPart[] {
  const { firstSends } = load
  const clients = firstSends.length
  const busy = Math.min(hosts, clients)
  let dealt = 0
  // Where only time ends the block nobody's units run out, and parts of them have no meaning.
  const endless = units >= Number.MAX_SAFE_INTEGER
  return Array.from({ length: busy }, (_, host) => {
    const sends = firstSends.filter((_send, client) => client % busy === host)
    const streams = { streamOffset: host, streamStep: busy }
    if (endless) {
      return {
        load: { ...load, firstSends: sends },
        share: { units, offset: host, step: busy, ...streams },
      }
    }
    const offset = Math.round((units * dealt) / clients)
    dealt += sends.length
    return {
      load: { ...load, firstSends: sends },
      share: {
        units: Math.round((units * dealt) / clients) - offset,
        offset,
        step: 1,
        ...streams,
      },
    }
  })
}

function shareArrivals(load: Extract<BlockLoad, { kind: 'open' }>, units: number, hosts: number): BlockPart[] {
  const { maxConcurrency } = load
  // A host without an arrival, or a place to have one in flight, would add load that was not asked for.
  const busy = Math.min(hosts, Math.max(1, units), maxConcurrency ?? hosts)
  return dealSchedule(load, busy).map(({ at, inputTokens, outputTokens }, host) => ({
    load: {
      kind: 'open',
      at,
      inputTokens,
      outputTokens,
      maxConcurrency: maxConcurrency === null ? null : Math.ceil((maxConcurrency - host) / busy),
    },
    share: { units: at.length, offset: host, step: busy, streamOffset: host, streamStep: busy },
  }))
}
