import { dateOf, durationOf } from './waiting-time.ts'

const resetName = /^(?=.*ratelimit)(?=.*reset)[\w-]+$/
/** Numbers from here on are Unix times, in seconds and in milliseconds: nobody waits for so long. */
const unixSeconds = 1e9
const unixMilliseconds = 1e12

/**
 * Seconds until the rate limits that are exhausted are reset, as services say in headers such as
 * `x-ratelimit-reset-tokens` beside `x-ratelimit-remaining-tokens`: the longest of those of which nothing is
 * left, or, where no header says what is left, of all. Null where there is none.
 */
export function rateLimitSeconds(headers: ReadonlyMap<string, string>, today: number): number | null {
  const limits = [...headers]
    .filter(([name]) => resetName.test(name))
    .flatMap(([name, value]) => {
      const seconds = untilReset(value.trim(), today)
      if (seconds === null) return []
      const left = headers.get(name.replace('reset', 'remaining'))
      return [{ seconds, left: left === undefined ? null : Number(left) }]
    })
  const exhausted = limits.filter(({ left }) => left !== null && left <= 0)
  const meant = exhausted.length > 0 ? exhausted : limits.filter(({ left }) => left === null)
  return meant.length === 0 ? null : Math.max(...meant.map(({ seconds }) => seconds))
}

function untilReset(text: string, today: number): number | null {
  const at = momentOf(text)
  if (at !== null) return Math.max(0, (at - today) / 1000)
  return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : durationOf(text)
}

function momentOf(text: string): number | null {
  const number = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : null
  if (number === null) return dateOf(text)
  if (number >= unixMilliseconds) return number
  return number >= unixSeconds ? number * 1000 : null
}
