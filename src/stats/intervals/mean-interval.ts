import { momentsOf } from '../moments.ts'
import { normalQuantile, studentQuantile } from '../normal.ts'
import { seededRandom } from '../random.ts'
import type { NumberSeries } from '../series/values.ts'
import { acceleratedEnd } from './accelerated-end.ts'
import { blockMeanEnds } from './block-mean-ends.ts'

/** An interval of a mean, which always lies inside. An end that the values cannot bound is infinite. */
export interface MeanInterval {
  readonly low: number
  readonly high: number
}

const resamples = 2000
/** Fewest independent values with an interval: Student's t of fewer says more about itself than about them. */
const fewest = 5
/** Most values that are resampled: above, the bootstrap and the closed form agree to the printed digits. */
const bootstrapLimit = 20_000

/**
 * Two-sided interval of the mean of a finite series worth `effective` independent values (all of them
 * when left out; see {@link effectiveSizeOfMean}): seeded BCa bootstrap (Efron 1987; acceleration from
 * the jackknife, which for a mean is skewness / 6) that draws only as many values as the series is
 * worth, with its tails moved out as Student's t is from the normal (expanded percentiles: Hesterberg
 * 2015), up to 20,000 values, Student's t above; and of a series in time order as far as {@link blockMeanEnds} on
 * either side, where that is further. Null for fewer than five independent values.
 *
 * @param inOrder false where the values have no order, so that no stretches of them can be alike
 */
export function meanInterval(
  values: NumberSeries,
  confidence: number,
  effective: number = values.length,
  inOrder: boolean = true,
): MeanInterval | null {
  const { n, mean, variance, skewRatio } = momentsOf(values)
  const size = Math.min(n, Math.floor(effective))
  if (size < fewest) return null
  if (variance === 0) return { low: mean, high: mean }
  const reach = studentQuantile((1 + confidence) / 2, size - 1)
  const blocks = (inOrder ? blockMeanEnds(values, reach) : null) ?? { low: mean, high: mean }
  if (n > bootstrapLimit) {
    const half = reach * Math.sqrt(variance / size)
    return { low: Math.min(mean - half, blocks.low), high: Math.max(mean + half, blocks.high) }
  }
  const means = bootstrapMeans(values, size)
  let under = 0
  for (const resampled of means) if (resampled < mean) under++
  const bias = normalQuantile(Math.min(Math.max(under, 1), resamples - 1) / resamples)
  const acceleration = (skewRatio * Math.sqrt(n / size)) / 6
  const end = (away: number): number => acceleratedEnd(means, bias, acceleration, bias + away)
  // Of strongly skewed values the bias can carry both ends to one side of the mean.
  return { low: Math.min(mean, end(-reach), blocks.low), high: Math.max(mean, end(reach), blocks.high) }
}

function bootstrapMeans(values: NumberSeries, size: number): Float64Array {
  const n = values.length
  const random = seededRandom(n)
  const means = new Float64Array(resamples)
  for (let draw = 0; draw < resamples; draw++) {
    let sum = 0
    for (let i = 0; i < size; i++) sum += values[Math.floor(random() * n)] as number
    means[draw] = sum / size
  }
  return means.toSorted()
}
