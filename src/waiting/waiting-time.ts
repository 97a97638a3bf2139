const time = String.raw`\d{2}:\d{2}:\d{2}(?:\.\d+)?`
const zone = String.raw`(?:GMT|UTC|[+-]\d{4})`

/** The three forms of dates in HTTP (RFC 9110, 5.6.7), and that of RFC 3339. */
const forms: readonly RegExp[] = [
  new RegExp(String.raw`^[a-z]{3}, \d{1,2} [a-z]{3} \d{4} ${time} ${zone}$`, 'i'),
  new RegExp(String.raw`^[a-z]{6,9}, \d{1,2}-[a-z]{3}-\d{2} ${time} ${zone}$`, 'i'),
  new RegExp(String.raw`^\d{4}-\d{2}-\d{2}T${time}(?:Z|[+-]\d{2}:?\d{2})$`, 'i'),
]
/** The form of C's asctime, which names no zone: it is UTC. */
const asctime = new RegExp(String.raw`^[a-z]{3} [a-z]{3} [ \d]?\d ${time} \d{4}$`, 'i')

/** Unix time in milliseconds of a date in a header; null for another text, which engines would guess at. */
export function dateOf(text: string): number | null {
  const trimmed = text.trim()
  const whole = asctime.test(trimmed) ? `${trimmed} GMT` : forms.some((form) => form.test(trimmed)) ? trimmed : ''
  const date = Date.parse(whole)
  return Number.isNaN(date) ? null : date
}

/** Seconds of a duration such as `6m0s`, `1.5s` or `120ms`; null for another text. */
export function durationOf(text: string): number | null {
  const [whole, days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0] =
    /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?$/.exec(text.trim()) ?? []
  if (whole === undefined || whole === '') return null
  return (
    Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(milliseconds) / 1000
  )
}
