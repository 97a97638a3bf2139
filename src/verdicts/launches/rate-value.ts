import type { RunRecord } from '../../record/run.ts'
import type { ThroughputRecord } from '../../record/metric.ts'
import type { LaunchValue } from '../../stats/launches/launch-value.ts'
import { studentQuantile } from '../../stats/normal.ts'
import { severalOf } from './launch-values.ts'

/** Degrees of freedom of the interval of a rate: of the fewest batches that it is made of. */
const degrees = 9

/** The logarithm of a launch's output tokens per second, and how far that is off by its own interval. */
export function logRate(throughput: ThroughputRecord, requests: number): LaunchValue {
  const rate = throughput.steady?.tokensPerSecond ?? throughput.tokensPerSecond ?? Number.NaN
  const { low = null, high = null } = throughput.tokensInterval ?? {}
  const error =
    low === null || high === null || low <= 0 ? 0 : Math.log(high / low) / (2 * studentQuantile(0.95, degrees))
  return { value: Math.log(rate), within: { variance: error ** 2, degrees }, n: requests }
}

/** The rate of each launch of a run; of several nobody kept how far each is off. */
export function launchRates({ launches, throughput, requests }: RunRecord): LaunchValue[] {
  const several = severalOf(launches)
  if (several.length === 0) return [logRate(throughput, requests.attempted)]
  return several.map(({ tokensPerSecond, requests: n }) => ({
    value: Math.log(tokensPerSecond ?? Number.NaN),
    within: { variance: 0, degrees },
    n,
  }))
}
