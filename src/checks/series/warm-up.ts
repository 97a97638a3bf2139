import { formatNumber } from '../../figures.ts'
import { mannWhitney } from '../../stats/tests/mann-whitney.ts'
import { medianOf } from '../../stats/quantiles/median.ts'
import { midranks } from '../../stats/quantiles/midranks.ts'
import { release } from '../../stats/series/values.ts'
import { warmupLength } from '../../stats/series/warmup-detection.ts'
import { trafficChanges } from '../evidence/changing-traffic.ts'
import type { Check } from '../evidence/check.ts'
import { latenciesOf } from '../evidence/latencies-of.ts'

/** The start is chosen for its difference: at an ordinary 5 % chance alone would be found too often. */
const significance = 0.001
/** A start slower by this share of the median is worth a warning. */
const notable = 0.05

/** Requests at the start of a run that were slower than the rest: the warm-up was too short. */
export const warmUp: Check = ({ header, samples }) => {
  if (trafficChanges(header)) return null
  const latencies = latenciesOf(samples)
  // By ranks: a few outliers later on would hide any start.
  const ranks = midranks(latencies)
  const length = warmupLength(ranks)
  release(ranks)
  if (length === null) return null
  const base = { id: 'warm-up', protects: ['latency', 'response', 'ttft'] }
  const fine = { ...base, status: 'ok', message: 'the first requests were as quick as the others' } as const
  if (length === 0) return fine
  const [early, late] = [latencies.subarray(0, length), latencies.subarray(length)]
  const [before, after] = [medianOf(early), medianOf(late)]
  const { pValue } = mannWhitney(early, late) ?? { pValue: 1 }
  if (!(before > after * (1 + notable) && pValue < significance)) return fine
  return {
    ...base,
    status: 'warning',
    message:
      `the first ${length} requests were slower (median ${formatNumber(before)} ms, ` +
      `then ${formatNumber(after)} ms): raise warmup to ${header.plan.warmup + length}`,
  }
}
