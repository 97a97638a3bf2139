import { type EffectiveSize, effectiveSize } from '../stats/series/effective-size.ts'
import { type LaunchValue, logMedian } from '../stats/launches/launch-value.ts'
import { medianOf } from '../stats/quantiles/median.ts'
import { type Digest, digestValue } from '../stats/quantiles/digest.ts'

/** A series as far as its median needs it: ordered values, and how many independent ones they are worth. */
export interface MedianSource {
  readonly n: number
  /** Independent values it is worth. */
  readonly effective: number
  /** True where its values are too correlated for the effective size to be trusted. */
  readonly tooCorrelated: boolean
  /** Most that a value may be off, relatively: 0 for the values themselves. */
  readonly relativeError: number
  readonly median: number
  /** The median of each launch; of all values where there was one only. Left out where nobody can tell. */
  readonly launches?: readonly LaunchValue[]
  /** The value of a 0-based rank; failed requests are +infinity. */
  at(rank: number): number
}

/** The source of an adjusted series in time order. */
export function sourceOfValues(
  values: Float64Array,
  launches: readonly LaunchValue[] = [logMedian(values)],
): MedianSource {
  const sorted = values.toSorted()
  const { effective, tooCorrelated } = sizeForMedian(values)
  const source = sourceOf(sorted.length, (rank) => sorted[rank] as number, {
    effective,
    tooCorrelated,
    relativeError: 0,
  })
  return { ...source, launches }
}

/** The source of a digest. */
export function sourceOfDigest(digest: Digest): MedianSource {
  const { count, effective, relativeError } = digest
  return sourceOf(count, (rank) => digestValue(digest, rank), { effective, tooCorrelated: false, relativeError })
}

/** Effective size of a series in time order for its median: by the indicator "above the median". */
export function sizeForMedian(values: Float64Array): Pick<EffectiveSize, 'effective' | 'tooCorrelated'> {
  const median = medianOf(values)
  const { effective } = effectiveSize(values.map((value) => (value > median ? 1 : 0)))
  return { effective, tooCorrelated: effectiveSize(values).tooCorrelated }
}

function sourceOf(
  n: number,
  at: (rank: number) => number,
  worth: Pick<MedianSource, 'effective' | 'tooCorrelated' | 'relativeError'>,
): MedianSource {
  // the mean of the two middle values where n is even.
  const median = (at(Math.floor((n - 1) / 2)) + at(Math.ceil((n - 1) / 2))) / 2
  return { n, ...worth, median, at }
}
