import { wallTime } from '../../clock.ts'
import { formatRoughly } from '../../figures.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'

/** A moment: a time with its zone (`2026-11-27T12:00:00Z`), its milliseconds since 1970, or a date. */
export type StartAt = string | number | Date

/** A moment that a part of a load is to begin at. */
export interface StartWish {
  /** Unix time in milliseconds. */
  readonly atMs: number
  readonly by: 'call' | 'environment'
}

/** Variable of the moment at which parts begin, before what their benches say. */
export const startVariable = 'LLM_BENCH_START_AT'

/** A time further away is a slip: seconds for milliseconds, another year. */
const mostAwayMs = 86_400_000
/** A time with its zone: without one each host would take its own. */
const zoned = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/u
/** Words for the values that mean a moment. */
export const startWanted: string =
  'a time with its zone such as "2026-11-27T12:00:00Z", its milliseconds since 1970, or a Date'

/**
 * The moment that a value means, as Unix time in milliseconds.
 * @throws LlmBenchError `invalid-option` for a time without a zone, or more than a day away
 */
export function momentOf(value: StartAt, call: string, at: number = wallTime()): number {
  const moment = unixTime(value)
  if (!Number.isFinite(moment)) throw notAllowed(call, shown(value), startWanted)
  const away = moment - at
  if (Math.abs(away) <= mostAwayMs) return moment
  const side = away > 0 ? 'from now' : 'ago'
  const told = `${shown(value)}, ${formatRoughly(Math.abs(away))} ${side},`
  throw notAllowed(call, told, 'a time within a day of now; a number is milliseconds since 1970')
}

function unixTime(value: StartAt): number {
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return value.getTime()
  const text = value.trim()
  if (/^\d+$/u.test(text)) return Number(text)
  return zoned.test(text) ? Date.parse(text) : Number.NaN
}

/** The moment that `LLM_BENCH_START_AT` names; null for none. */
export function startWish(environment: Readonly<Record<string, string | undefined>> = process.env): StartWish | null {
  const text = environment[startVariable]?.trim() ?? ''
  return text === '' ? null : { atMs: momentOf(text, startVariable), by: 'environment' }
}
