/** Milliseconds by which a meter's clock may run apart from ours over a run before its stamps are left alone. */
const mostApartMs = 1000

/**
 * Moments of readings by the meter's own stamps, put on our clock where the reading that was delayed least came as it
 * was stamped: a pipe may hold readings back. Where there are no stamps, they go back, or the meter's clock was set in
 * between, the moments at which they came.
 */
export function onOneClock(came: readonly number[], stamps: readonly (number | null)[]): readonly number[] {
  const known = stamps.filter((stamp) => stamp !== null)
  if (known.length < 2 || known.length < stamps.length) return [...came]
  const goesBack = known.some((stamp, index) => index > 0 && stamp < (known[index - 1] as number))
  if (goesBack || Math.abs(spanOf(known) - spanOf(came)) > mostApartMs) return [...came]
  const delay = known.reduce(
    (least, stamp, index) => Math.min(least, (came[index] as number) - stamp),
    Number.POSITIVE_INFINITY,
  )
  return known.map((stamp) => stamp + delay)
}

function spanOf(moments: readonly number[]): number {
  return (moments.at(-1) as number) - (moments[0] as number)
}
