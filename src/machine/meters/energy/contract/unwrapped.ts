/**
 * A counter that begins anew at `range`, as one that goes on. Between two readings it wraps once at most.
 * @param range null for a counter that never wraps
 */
export function unwrapped(values: readonly (number | null)[], range: number | null): (number | null)[] {
  let added = 0
  let last: number | null = null
  return values.map((value) => {
    if (value === null) return null
    if (last !== null && value < last && range !== null) added += range
    last = value
    return value + added
  })
}
