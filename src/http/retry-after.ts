/**
 * Seconds a `Retry-After` header asks to wait: its number, or the time until its date (0 when that
 * has passed); null when there is none or it cannot be read.
 */
export function retryAfterSeconds(header: string | undefined, today: number = Date.now()): number | null {
  const text = header?.trim() ?? ''
  if (/^\d+$/.test(text)) return Number(text)
  // Some engines would read a bare negative or fractional number as a year.
  const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(date) ? null : Math.max(0, (date - today) / 1000)
}
