/**
 * A series of numbers. Of very long ones, such as the gaps between the chunks of a million answers, each is held to
 * seven digits, which is finer than a clock tells them.
 */
export type NumberSeries = Float64Array | Float32Array

/** Which values of a series lie above another, as 1 and 0. */
export function above(values: NumberSeries, limit: number): Uint8Array {
  const indicator = new Uint8Array(values.length)
  for (let at = 0; at < indicator.length; at++) indicator[at] = (values[at] as number) > limit ? 1 : 0
  return indicator
}

/** Which values of a series do not lie below another, as 1 and 0: one at it counts, and so does one not known. */
export function notBelow(values: NumberSeries, limit: number): Uint8Array {
  const indicator = new Uint8Array(values.length)
  for (let at = 0; at < indicator.length; at++) indicator[at] = (values[at] as number) < limit ? 0 : 1
  return indicator
}

/** Whether a series is one of 0 and 1 only. */
export function areBinary(values: NumberSeries | Uint8Array): boolean {
  for (let at = 0; at < values.length; at++) if (values[at] !== 0 && values[at] !== 1) return false
  return true
}

/** A series as numbers of full width, copied only where they are not. */
export function widened(values: NumberSeries): Float64Array {
  return values instanceof Float64Array ? values : Float64Array.from(values)
}

/**
 * Gives back the room of values that nobody reads any more. It is outside of what a collector counts as its own, so
 * that it would wait for more of it than a long series may hold.
 */
export function release(...series: readonly (NumberSeries | Uint8Array)[]): void {
  for (const { buffer } of series) if (buffer instanceof ArrayBuffer && !buffer.detached) buffer.transfer(0)
}
