import { wallTime } from '../clock.ts'
import { rateLimitSeconds } from './rate-limit-reset.ts'
import { dateOf, durationOf } from './waiting-time.ts'

/** Headers that say when to come back, those before others first, and how many of their unit are a second. */
const headerNames: readonly (readonly [name: string, perSecond: number])[] = [
  ['retry-after-ms', 1000],
  ['x-ms-retry-after-ms', 1000],
  ['retry-after', 1],
  // A gateway that passes on what its provider said.
  ['llm_provider-retry-after-ms', 1000],
  ['llm_provider-retry-after', 1],
]

/** Longest wait that can be meant: a quota of a month. */
const longestSeconds = 31 * 86_400

/**
 * Seconds that a refusal asks to wait: a number, a duration such as `1m30s`, or the time until a date (0 when
 * that has passed), by the server's clock where it sends one. Where no header says it, the moment at which an
 * exhausted rate limit is reset. Null where nothing is told, or what cannot be meant: less than 0, more than
 * a month.
 * @param now Unix time in milliseconds, where the server does not tell its own
 */
export function retryAfterSeconds(
  status: number | null,
  headers: ReadonlyMap<string, string>,
  now: number = wallTime(),
): number | null {
  if (status === null || status < 400) return null
  const today = dateOf(headers.get('date') ?? '') ?? now
  for (const [name, perSecond] of headerNames) {
    const seconds = secondsOf(headers.get(name)?.trim() ?? '', perSecond, today)
    if (seconds !== null && seconds <= longestSeconds) return seconds
  }
  const reset = status === 429 || status === 503 ? rateLimitSeconds(headers, today) : null
  return reset !== null && reset <= longestSeconds ? reset : null
}

function secondsOf(text: string, perSecond: number, today: number): number | null {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) / perSecond
  const date = dateOf(text)
  return date === null ? durationOf(text) : Math.max(0, (date - today) / 1000)
}
