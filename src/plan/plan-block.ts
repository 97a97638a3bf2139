import { type BlockLoad, firstSends } from '../block/block-load.ts'
import { seededRandom } from '../stats/random.ts'
import { scheduleOf } from '../workload/load.ts'
import type { RunPlan } from './header.ts'

/** A part of a run as its target is to carry it out. */
export interface PlannedBlock {
  readonly load: BlockLoad
  /** Requests, or conversations. */
  readonly units: number
}

export interface BlockWish {
  readonly units: number
  /** An open load sends what falls into this time; null where only `units` ends it. */
  readonly durationMs: number | null
  /** A closed load's first sends are spread over this. */
  readonly spreadMs: number
  readonly seed: number
  readonly root: string
}

/**
 * The moments of a block.
 * @throws LlmBenchError of the schedule: a trace that cannot be read, a rate without an end
 */
export function planBlock({ load }: RunPlan, { units, durationMs, spreadMs, seed, root }: BlockWish): PlannedBlock {
  if (load.kind === 'closed') {
    return { units, load: { kind: 'closed', firstSends: firstSends(load.concurrency, spreadMs, seededRandom(seed)) } }
  }
  const schedule = scheduleOf(load, { requests: units, durationMs, seed, root })
  return { units: schedule.at.length, load: { kind: 'open', maxConcurrency: load.maxConcurrency, ...schedule } }
}
