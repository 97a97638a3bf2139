import { normalQuantile } from '../normal.ts'
import { seededRandom } from '../random.ts'
import { acceleratedEnd } from './accelerated-end.ts'

/** Seed, number and blocks of the resamples. */
export interface BootstrapOptions {
  readonly seed: number
  /** Number of resamples, 2000 by default. */
  readonly resamples?: number
  /** Mean length of the blocks of a correlated series; 1, the default, resamples single values. */
  readonly blockLength?: number
}

/** A statistic of one or several samples, for example the ratio of two medians. */
export type Statistic = (samples: readonly Float64Array[]) => number

/** Groups each sample is jackknifed in: more would change the third digit of the acceleration. */
const mostGroups = 100

/**
 * Two-sided interval of any statistic of one or several independent samples: seeded bootstrap with
 * bias correction and acceleration (BCa, Efron 1987; jackknife by groups where a sample has more than
 * 100 values). With `blockLength` above 1 values are drawn in blocks of random length with that mean,
 * wrapping round the end (stationary bootstrap, Politis and Romano 1994), without acceleration, whose
 * jackknife supposes independence. Approximate: the smaller the samples, the more often it is wrong. An end that
 * they cannot bound is infinite.
 *
 * Null where a sample has fewer than two values or the statistic is not finite. Throws a RangeError for
 * a block length below 1 or fewer than 100 resamples.
 */
export function bootstrapInterval(
  samples: readonly Float64Array[],
  statistic: Statistic,
  confidence: number,
  options: BootstrapOptions,
): { low: number; high: number } | null {
  const { seed, resamples = 2000, blockLength = 1 } = options
  if (!(blockLength >= 1)) throw new RangeError(`blockLength must be at least 1: ${blockLength}`)
  if (!(resamples >= 100)) throw new RangeError(`resamples must be at least 100: ${resamples}`)
  const observed = statistic(samples)
  if (!Number.isFinite(observed) || samples.some((sample) => sample.length < 2)) return null
  const random = seededRandom(seed)
  const drawn = samples.map((sample) => new Float64Array(sample.length))
  const draws = new Float64Array(resamples)
  for (let draw = 0; draw < resamples; draw++) {
    for (const [index, into] of drawn.entries()) {
      resample(samples[index] as Float64Array, into, blockLength, random)
    }
    draws[draw] = statistic(drawn)
  }
  return accelerated(draws.toSorted(), observed, blockLength > 1 ? 0 : acceleration(samples, statistic), confidence)
}

function resample(from: Float64Array, into: Float64Array, blockLength: number, random: () => number): void {
  const n = from.length
  let at = 0
  for (let i = 0; i < n; i++) {
    const starts = i === 0 || blockLength === 1 || random() * blockLength < 1
    at = starts ? Math.floor(random() * n) : (at + 1) % n
    into[i] = from[at] as number
  }
}

function accelerated(
  draws: Float64Array,
  observed: number,
  skew: number,
  confidence: number,
): { low: number; high: number } {
  const resamples = draws.length
  let under = 0
  // A statistic with few distinct values, such as a median, repeats itself: half of its repeats count.
  for (const draw of draws) under += draw < observed ? 1 : draw === observed ? 0.5 : 0
  const bias = normalQuantile(Math.min(Math.max(under, 1), resamples - 1) / resamples)
  const end = (tail: number): number => acceleratedEnd(draws, bias, skew, bias + normalQuantile(tail))
  const tail = (1 - confidence) / 2
  return { low: end(tail), high: end(1 - tail) }
}

/** Acceleration of a statistic of several samples: Efron and Tibshirani 1993, exercise 22.7. */
function acceleration(samples: readonly Float64Array[], statistic: Statistic): number {
  let squares = 0
  let cubes = 0
  for (const [index, sample] of samples.entries()) {
    const groups = Math.min(mostGroups, sample.length)
    const left = Float64Array.from({ length: groups }, (_, group) =>
      statistic(samples.with(index, without(sample, group, groups))),
    )
    const mean = left.reduce((sum, value) => sum + value, 0) / groups
    for (const value of left) {
      const influence = ((groups - 1) * (mean - value)) / groups
      squares += influence ** 2
      cubes += influence ** 3
    }
  }
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0
}

/** A sample without every `groups`-th value, counted from `group`. */
function without(sample: Float64Array, group: number, groups: number): Float64Array {
  return sample.filter((_, index) => index % groups !== group)
}
