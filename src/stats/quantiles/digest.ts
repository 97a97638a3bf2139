import type { NumberSeries } from '../series/values.ts'

/**
 * A histogram with logarithmic buckets, of values in a metric's unit. Bucket i holds the values in
 * (g^(i-1), g^i], g = (1 + e) / (1 - e), and stands for 2 g^i / (g + 1), which is within e of each of
 * them (DDSketch: Masson, Rim and Lee, 2019). Two digests of equal error merge without loss.
 */
export interface Digest {
  /** The e above, the most that a quantile may be off, relatively: 0.005. */
  readonly relativeError: number
  /** Number of all values: those of the buckets, the zeros and the infinite ones. */
  readonly count: number
  readonly zeros: number
  /** Number of infinite values: failed requests of a metric where lower is better. */
  readonly infinite: number
  /** Independent values the series is worth, told before its order was given up. */
  readonly effective: number
  /** Bucket numbers, ascending, and how many values each holds. */
  readonly indices: readonly number[]
  readonly counts: readonly number[]
}

/** Relative error of the digests this package writes. */
export const digestError = 0.005

/** Number of the bucket that holds a value above 0. */
export function indexOf(value: number, relativeError: number): number {
  return Math.ceil(Math.log(value) / logGrowth(relativeError))
}

function logGrowth(relativeError: number): number {
  return Math.log((1 + relativeError) / (1 - relativeError))
}

/** The digest of a series; `effective` as {@link Digest.effective}. */
export function digestOf(values: NumberSeries, effective: number): Digest {
  const buckets = new Map<number, number>()
  let zeros = 0
  let infinite = 0
  for (const value of values) {
    if (value === Number.POSITIVE_INFINITY) infinite++
    else if (value <= 0) zeros++
    else {
      const index = indexOf(value, digestError)
      buckets.set(index, (buckets.get(index) ?? 0) + 1)
    }
  }
  return { relativeError: digestError, count: values.length, zeros, infinite, effective, ...ascending(buckets) }
}

/**
 * The digest of two series together.
 * @throws RangeError when their errors differ
 */
export function mergeDigests(one: Digest, other: Digest): Digest {
  if (one.relativeError !== other.relativeError) throw new RangeError('digests of different error do not merge')
  const buckets = new Map<number, number>()
  for (const { indices, counts } of [one, other]) {
    for (const [at, index] of indices.entries()) {
      buckets.set(index, (buckets.get(index) ?? 0) + (counts[at] ?? 0))
    }
  }
  return {
    relativeError: one.relativeError,
    count: one.count + other.count,
    zeros: one.zeros + other.zeros,
    infinite: one.infinite + other.infinite,
    effective: one.effective + other.effective,
    ...ascending(buckets),
  }
}

/** The value of the given 0-based rank, within the digest's relative error. */
export function digestValue(digest: Digest, rank: number): number {
  if (rank < digest.zeros) return 0
  if (rank >= digest.count - digest.infinite) return Number.POSITIVE_INFINITY
  let passed = digest.zeros
  for (const [at, index] of digest.indices.entries()) {
    passed += digest.counts[at] ?? 0
    if (rank < passed) return middleOf(index, digest.relativeError)
  }
  return Number.POSITIVE_INFINITY
}

/** Value that a bucket stands for. */
export function middleOf(index: number, relativeError: number): number {
  return Math.exp(index * logGrowth(relativeError)) * (1 - relativeError)
}

function ascending(buckets: ReadonlyMap<number, number>): Pick<Digest, 'indices' | 'counts'> {
  const sorted = [...buckets].toSorted(([one], [other]) => one - other)
  return { indices: sorted.map(([index]) => index), counts: sorted.map(([, count]) => count) }
}
