const date = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(\.\d+)?(?:Z|([+-])(\d\d):?(\d\d))?$/

/**
 * Milliseconds of a CSV trace's timestamp: seconds, or a date with any number of decimals and an
 * offset (UTC without one; only differences count). `Date.parse` would cut to whole milliseconds
 * and read a date without an offset in the machine's time zone.
 *
 * @returns null when it is neither
 */
export function timestampMs(field: string): number | null {
  const text = field.trim()
  const parts = date.exec(text)
  if (parts === null) {
    const seconds = text === '' ? Number.NaN : Number(text)
    return Number.isFinite(seconds) ? seconds * 1000 : null
  }
  const [, year, month, day, hour, minute, second, fraction = '0', sign, offsetHours = '0', offsetMinutes = '0'] = parts
  const offsetMs = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000
  return (
    Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) +
    Number(fraction) * 1000 -
    (sign === '-' ? -offsetMs : offsetMs)
  )
}
