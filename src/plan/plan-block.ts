import type { AskedBlock } from '../block/block.ts'
import { firstSends } from '../block/load.ts'
import { seededRandom } from '../stats/random.ts'
import { scheduleOf } from '../workload/load.ts'
import type { RunPlan } from './header.ts'

/** The length asked of a block, and the seed of its sends. */
export interface BlockWish {
  readonly units: number
  /** An open load sends what falls into this time; null where only `units` ends it. */
  readonly durationMs: number | null
  /** Time over which a closed load's first sends are spread. */
  readonly spreadMs: number
  readonly seed: number
  readonly root: string
}

/**
 * The moments of a block.
 * @throws LlmBenchError of the schedule: a trace that cannot be read, a rate without an end
 */
export function planBlock(
  { load }: RunPlan,
  { units, durationMs, spreadMs, seed, root }: BlockWish,
): Pick<AskedBlock, 'load' | 'units'> {
  if (load.kind === 'closed') {
    const sends = firstSends(load.concurrency, spreadMs, seededRandom(seed))
    const obeys = load.obeyRetryAfter === true ? ({ obeyRetryAfter: true } as const) : {}
    return { units, load: { kind: 'closed', firstSends: sends, ...obeys } }
  }
  const schedule = scheduleOf(load, { requests: units, durationMs, seed, root })
  return { units: schedule.at.length, load: { kind: 'open', maxConcurrency: load.maxConcurrency, ...schedule } }
}
