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

/** A data point of a histogram; null without a value. Of a bucket the upper bound is a part, as the protocol says. */
export function histogramPoint(
  values: Float64Array,
  explicitBounds: readonly number[],
  window: OtlpWindow,
  attributes: OtlpAttributes,
): unknown {
  const counted = values.filter((value) => Number.isFinite(value))
  if (counted.length === 0) return null
  const counts = Array.from({ length: explicitBounds.length + 1 }, () => 0)
  let [sum, min, max] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of counted) {
    const bucket = explicitBounds.findIndex((bound) => value <= bound)
    const at = bucket === -1 ? explicitBounds.length : bucket
    counts[at] = (counts[at] ?? 0) + 1
    sum += value
    min = Math.min(min, value)
    max = Math.max(max, value)
  }
  return {
    attributes: otlpAttributes(attributes),
    ...window,
    count: String(counted.length),
    sum,
    bucketCounts: counts.map(String),
    explicitBounds,
    min,
    max,
  }
}
