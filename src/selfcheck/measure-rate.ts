import { wholeBlock } from '../block/share.ts'
import { arrivalRate } from '../metrics/arrival-rate.ts'
import type { Sample } from '../samples/sample.ts'
import { rate, scheduleOf, type WantedSchedule } from '../workload/load.ts'
import { type ClockErrors, clockErrors, type ErrorFigures, errorFigures } from './clock-errors.ts'
import type { BlockOptions } from './load-process.ts'
import type { TrialSetting } from './measure-streams.ts'
import { countedRight, matchStamps, timedRequests } from './timed-request.ts'

/** Figures of a client that made an open load: the rates, and how late its sends were. */
export interface RateFigures {
  /** Mean of the Poisson process. */
  readonly perSecond: number
  /** Length of the schedule. */
  readonly seconds: number
  /** Rate of the schedule drawn from it, and as sent; requests per second. Null for fewer than two requests. */
  readonly askedPerSecond: number | null
  readonly achievedPerSecond: number | null
  readonly requests: number
  /** Requests that were due, and not sent before the time was over. */
  readonly unsent: number
  readonly failed: number
  readonly miscounted: number
  /** Time from the moment a request was due to its send. */
  readonly lag: ErrorFigures
  readonly errors: ClockErrors
  readonly lagP99Ms: number
}

/** Requests before the measured ones of an open load, as before any run. */
const warmUps = 10
/** Budget of a load as a multiple of its length, for requests that are sent late. */
const drainShare = 2

/**
 * Makes an open load: requests of a Poisson process, whether or not earlier ones are answered.
 * @throws LlmBenchError when the host or the server dies, or the signal is aborted
 */
export async function measureRate(
  { process, server, endpoint, signal }: TrialSetting,
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
): Promise<RateFigures> {
  const plan = rate(perSecond)
  const durationMs = seconds * 1000
  const blockOf = (wanted: Omit<WantedSchedule, 'root'>, phase: Sample['phase']): BlockOptions => {
    const schedule = scheduleOf(plan, { ...wanted, root: '' })
    const load = { kind: 'open', maxConcurrency: null, ...schedule } as const
    const budgetMs = phase === 'warmup' ? Number.POSITIVE_INFINITY : durationMs * drainShare
    return { phase, load, share: wholeBlock(schedule.at.length), budgetMs }
  }
  // One connection beforehand, as in any run of an open load: how many it takes is not known.
  const ready = await process.prepare(endpoint, 1)
  try {
    await ready.run(blockOf({ requests: warmUps, durationMs: null, seed: 1 }, 'warmup'), () => {}, signal)
    await server.reset()
    const samples: Sample[] = []
    const measured = blockOf({ requests: null, durationMs, seed: 2 }, 'measured')
    const { unsent, conditions } = await ready.run(measured, (batch) => void samples.push(...batch), signal)
    const { asked, achieved } = arrivalRate(samples)
    const requests = timedRequests(samples)
    const matched = matchStamps(requests, await server.stamps())
    return {
      perSecond,
      seconds,
      askedPerSecond: asked,
      achievedPerSecond: achieved,
      requests: samples.length,
      unsent,
      failed: samples.length - requests.length,
      miscounted: requests.length - countedRight(matched, endpoint.answer.tokens),
      lag: errorFigures(samples.map(({ intended, sent }) => sent - intended)),
      errors: clockErrors(matched, endpoint.answer),
      lagP99Ms: conditions.lagP99Ms,
    }
  } finally {
    await ready.release()
  }
}
