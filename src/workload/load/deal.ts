import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import type { Schedule } from './plan.ts'

/** The part of a schedule that one load generator sends. */
export interface SchedulePart extends Schedule {
  /** Place of each of its requests in the whole schedule, 0-based, ascending. */
  readonly indices: Int32Array
}

/**
 * Deals a schedule to several load generators, one request to each in turn. Together they send
 * exactly the one schedule, so that its gaps keep their distribution: generators that each drew
 * their own would superpose, and many superposed processes look Poisson whatever each one is.
 *
 * @throws LlmBenchError `invalid-option` unless `hosts` is a whole number of at least 1
 */
export function dealSchedule(schedule: Schedule, hosts: number): SchedulePart[] {
  if (!Number.isInteger(hosts) || hosts < 1) {
    throw notAllowed('dealSchedule(schedule, hosts)', shown(hosts), 'a whole number of load generators of at least 1')
  }
  const { at, inputTokens, outputTokens } = schedule
  return Array.from({ length: hosts }, (_, host) => {
    const indices = Int32Array.from(
      { length: Math.max(0, Math.ceil((at.length - host) / hosts)) },
      (_none, turn) => host + turn * hosts,
    )
    return {
      at: Float64Array.from(indices, (index) => at[index] as number),
      inputTokens: inputTokens === null ? null : indices.map((index) => inputTokens[index] as number),
      outputTokens: outputTokens === null ? null : indices.map((index) => outputTokens[index] as number),
      indices,
    }
  })
}
