import type { Schedule } from './plan.ts'
import type { LlmBenchError } from '../../errors.ts'
import { formatCount } from '../../figures.ts'
import { unitArrivals } from './gaps.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import type { Arrivals, OpenLoad } from './plan.ts'
import { readTrace } from './trace-file.ts'

/** Limits of the wanted schedule, and its seed. */
export interface WantedSchedule {
  /** Most requests; null for no limit of their number. */
  readonly requests: number | null
  /** Moment before which arrivals are wanted, in milliseconds; null for no limit of time. */
  readonly durationMs: number | null
  /** Seed of the arrivals: the same gives the same schedule on every machine. */
  readonly seed: number
  /** Folder that a trace's relative path starts from. */
  readonly root: string
}

/** Most requests of a schedule, for memory's sake: 5 million are 40 MB of moments. */
const mostRequests = 5_000_000

/**
 * The moments at which the requests of an open load are sent. A ramp, a burst and a trace end by
 * themselves, so the schedule may be shorter than wanted.
 *
 * @throws LlmBenchError `invalid-option` for a rate without an end or a schedule too long,
 * `invalid-workload` for a trace that cannot be read, naming the file and the line
 */
export function scheduleOf({ arrivals }: OpenLoad, wanted: WantedSchedule): Schedule {
  if (arrivals.kind === 'trace') {
    const { requests, durationMs } = limitOf(wanted)
    const limit = { requests: Math.min(requests, mostRequests + 1), durationMs }
    const schedule = readTrace(arrivals.path, wanted.root, arrivals.speed, limit)
    if (schedule.at.length > mostRequests) throw tooMany(arrivals)
    return schedule
  }
  return { at: Float64Array.from(moments(arrivals, wanted)), inputTokens: null, outputTokens: null }
}

/**
 * The rate a schedule really asks for, in requests per second: its gaps over the time they take. A
 * short Poisson schedule is a few per cent off the plan's mean, and the server is judged by what it
 * was sent. Null for a burst and for a single request.
 */
export function plannedRate({ arrivals }: OpenLoad, { at }: Schedule): number | null {
  const spanMs = (at.at(-1) ?? 0) - (at[0] ?? 0)
  return arrivals.kind === 'burst' || spanMs <= 0 ? null : (1000 * (at.length - 1)) / spanMs
}

function moments(arrivals: Exclude<Arrivals, { kind: 'trace' }>, wanted: WantedSchedule): number[] {
  const limit = limitOf(wanted)
  if (arrivals.kind === 'burst') {
    return Array.from({ length: Math.min(arrivals.requests, limit.requests) }, () => 0)
  }
  if (arrivals.kind === 'rate' && wanted.requests === null && wanted.durationMs === null) {
    throw notAllowed(
      `rate(${arrivals.perSecond})`,
      'a load without an end',
      'the bench a number of requests or a duration',
    )
  }
  const momentOf = clockOf(arrivals)
  const result: number[] = []
  for (const arrived of unitArrivals(arrivals.spacing, wanted.seed)) {
    const at = momentOf(arrived)
    if (at >= limit.durationMs || result.length >= limit.requests) break
    if (result.length >= mostRequests) throw tooMany(arrivals)
    result.push(at)
  }
  return result
}

/**
 * The moment, in milliseconds, by which so many arrivals are expected: the inverse of the cumulative
 * rate, which turns a process of rate 1 into one of the plan's rate (Çinlar 1975, theorem 4.7.1).
 */
function clockOf(arrivals: Extract<Arrivals, { kind: 'rate' | 'ramp' }>): (arrived: number) => number {
  if (arrivals.kind === 'rate') return (arrived) => (arrived * 1000) / arrivals.perSecond
  const { from, to, durationMs } = arrivals
  const seconds = durationMs / 1000
  const slope = (to - from) / seconds
  const total = ((from + to) / 2) * seconds
  return (arrived) => {
    if (arrived >= total) return Number.POSITIVE_INFINITY
    if (arrived === 0) return 0
    // The root of from t + slope t² / 2 = arrived, in the form that loses no digits at slope 0.
    return (2000 * arrived) / (from + Math.sqrt(Math.max(0, from * from + 2 * slope * arrived)))
  }
}

function tooMany(arrivals: Arrivals): LlmBenchError {
  return notAllowed(
    `${arrivals.kind}(…)`,
    `a load of more than ${formatCount(mostRequests)} requests`,
    'it a lower rate or duration, or the bench a number of requests',
  )
}

function limitOf({ requests, durationMs }: WantedSchedule): { requests: number; durationMs: number } {
  return { requests: requests ?? Number.POSITIVE_INFINITY, durationMs: durationMs ?? Number.POSITIVE_INFINITY }
}
