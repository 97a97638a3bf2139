/** A number as a command line writes it; NaN where the text is none. */
export function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}

/** Whole number of at least 1, as {@link numberOf}; null where the text is none. */
export function wholeOf(text: string): number | null {
  const value = numberOf(text)
  return Number.isInteger(value) && value >= 1 ? value : null
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** Milliseconds of a time such as `30s`, `500ms`, `2m`, or `30`, which are seconds; null where the text is none. */
export function millisecondsOf(text: string): number | null {
  const { number = '', unit = 's' } = /^(?<number>\d+(?:\.\d+)?)(?<unit>ms|s|m|h)?$/u.exec(text.trim())?.groups ?? {}
  const value = numberOf(number) * (units[unit] ?? Number.NaN)
  return value > 0 ? value : null
}
