/**
 * The whole number that a text is, within bounds; null for anything else. Integers that wrapped at 2^64, as ioreg
 * prints negative ones, are out of every bound.
 */
export function wholeNumber(text: string | null | undefined, least: number, most: number): number | null {
  if (text === null || text === undefined || !/^\d{1,20}$/u.test(text.trim())) return null
  const value = Number(text)
  return Number.isSafeInteger(value) && value >= least && value <= most ? value : null
}

/** The one value of several readings of the same thing; null where they contradict each other, or there is none. */
export function agreed<Value>(readings: readonly (Value | null)[]): Value | null {
  const known = new Set(readings.filter((reading) => reading !== null))
  const [only = null] = known
  return known.size === 1 ? only : null
}

/** Most cores that one kind of core of a machine can have; more is damage. */
export const mostCores = 4096
/** Most bytes of memory that a machine can have: 64 TiB. */
export const mostBytes: number = 2 ** 46
