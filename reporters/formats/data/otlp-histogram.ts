/** Attributes of a data point: a number is a whole one. */
export type OtlpAttributes = Readonly<Record<string, string | number | null>>

/** Upper bounds that the conventions give for times in seconds, and for numbers of tokens. */
export const secondBounds: readonly number[] = Array.from({ length: 14 }, (_, power) => (10 * 2 ** power) / 1000)
export const tokenBounds: readonly number[] = Array.from({ length: 14 }, (_, power) => 4 ** power)

/** Moments that a data point is of, in nanoseconds since 1970, as decimal texts. */
export interface OtlpWindow {
  readonly startTimeUnixNano: string
  readonly timeUnixNano: string
}

/** Attributes as the JSON of OTLP has them; those that are not known are left out. */
export function otlpAttributes(attributes: OtlpAttributes): unknown[] {
  return Object.entries(attributes).flatMap(([key, value]) => {
    if (value === null) return []
    return [{ key, value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value } }]
  })
}

/** Sum, least and most of the values of a histogram. */
export interface HistogramSums {
  readonly sum: number
  readonly min: number
  readonly max: number
}

/** A data point of a histogram; null without a value. */
export function histogramPoint(
  values: Float64Array,
  explicitBounds: readonly number[],
  window: OtlpWindow,
  attributes: OtlpAttributes,
): unknown {
  const counted = values.filter((value) => Number.isFinite(value))
  let [sum, min, max] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of counted) {
    sum += value
    min = Math.min(min, value)
    max = Math.max(max, value)
  }
  return countedPoint(once(counted), explicitBounds, { sum, min, max }, { ...window, attributes })
}

function* once(values: Float64Array): Generator<readonly [number, number]> {
  for (const value of values) yield [value, 1]
}

/**
 * A data point of values that each were seen so many times; null where none was. Of a bucket the upper bound is a
 * part, as the protocol says.
 */
export function countedPoint(
  values: Iterable<readonly [value: number, times: number]>,
  explicitBounds: readonly number[],
  sums: HistogramSums,
  { attributes, ...window }: OtlpWindow & { readonly attributes: OtlpAttributes },
): unknown {
  const counts = Array.from({ length: explicitBounds.length + 1 }, () => 0)
  let count = 0
  for (const [value, times] of values) {
    const bucket = explicitBounds.findIndex((bound) => value <= bound)
    const at = bucket === -1 ? explicitBounds.length : bucket
    counts[at] = (counts[at] ?? 0) + times
    count += times
  }
  if (count === 0) return null
  return {
    attributes: otlpAttributes(attributes),
    ...window,
    count: String(count),
    sum: sums.sum,
    bucketCounts: counts.map(String),
    explicitBounds,
    min: sums.min,
    max: sums.max,
  }
}
