import { formatCount, formatGivenShare, formatNumber } from '../figures.ts'
import type { KnownAnswer } from './known-answer.ts'
import { fewestRequests, rateSeconds, streamsSeconds } from './load-length.ts'
import type { RateFigures } from './measure-rate.ts'
import type { StreamsFigures } from './streams-figures.ts'

/** Status the checks of a run would give a load; `too few` where its requests are too few to judge. */
export type Level = 'ok' | 'warning' | 'invalid' | 'too few'

/** Lateness as a share of the median it spoils: as the checks `event-loop-lag` and `schedule-lag`. */
export const latenessLimits = { warning: 0.05, invalid: 0.2 } as const
/** Share of the asked rate that is missing: as the check `achieved-rate`. */
export const rateLimits = { warning: 0.01, invalid: 0.05 } as const

/** The lateness that limits how short a time a load can be believed for, in milliseconds and in words. */
export interface Lateness {
  readonly ms: number
  readonly words: string
}

/** The larger of the error of the time to first token and the lag of the event loop, both as p99. */
export function latenessOf({ errors, lagP99Ms }: StreamsFigures): Lateness {
  const errorMs = errors.ttftAgainstServer.p99Ms
  return lagP99Ms > errorMs ? { ms: lagP99Ms, words: 'event-loop lag p99' } : { ms: errorMs, words: 'TTFT error p99' }
}

/** The shortest time to first token, in milliseconds, that a load can be believed for without a warning. */
export function honestFromMs(figures: StreamsFigures): number {
  return latenessOf(figures).ms / latenessLimits.warning
}

/** Judges a closed load against the programmed time to first token. */
export function streamsLevel(figures: StreamsFigures, { ttftMs }: KnownAnswer): Level {
  if (figures.requests < fewestRequests) return 'too few'
  return levelOf(latenessOf(figures).ms / ttftMs, latenessLimits)
}

/** Judges an open load: its rate, and its lateness against the programmed time to first token. */
export function rateLevel(figures: RateFigures, { ttftMs }: KnownAnswer): Level {
  if (figures.requests + figures.unsent < fewestRequests) return 'too few'
  const levels = new Set([levelOf(missingOf(figures), rateLimits), levelOf(figures.lag.p99Ms / ttftMs, latenessLimits)])
  return (['invalid', 'warning'] as const).find((level) => levels.has(level)) ?? 'ok'
}

/** The share of the asked rate that was not achieved; a request that was never sent is missing too. */
function missingOf({ askedPerSecond, achievedPerSecond, requests, unsent }: RateFigures): number {
  if (askedPerSecond === null || achievedPerSecond === null) return Number.NaN
  return 1 - Math.min(achievedPerSecond / askedPerSecond, requests / (requests + unsent))
}

/** Contradictions in a result, which cannot be whatever the machine: one sentence each. */
export function contradictions(loads: readonly (StreamsFigures | RateFigures)[]): string[] {
  return loads.flatMap((load) => {
    const { failed, miscounted, requests, errors } = load
    const where = 'streams' in load ? `with ${load.streams} streams` : `at ${load.perSecond} requests/s`
    const earliest = Math.min(errors.ttftAgainstServer.minMs, errors.delivery.minMs)
    return [
      ...(requests === 0 ? [`${where} nothing was measured: raise --seconds`] : []),
      ...(failed > 0 ? [`${where} ${formatCount(failed)} requests failed`] : []),
      ...(miscounted > 0
        ? [`${where} ${formatCount(miscounted)} answers have other counts than the server wrote`]
        : []),
      ...(earliest < 0
        ? [
            `${where} a token was read ${formatNumber(-earliest)} ms before it was written: ` +
              'the clocks of two processes differ',
          ]
        : []),
    ]
  })
}

/**
 * The conclusion in one sentence: up to how many streams the figures of this machine can be believed, by
 * loads with requests enough.
 */
export function conclusionOf(answer: KnownAnswer, loads: readonly StreamsFigures[], open: RateFigures | null): string {
  const ordered = loads.filter(isEnough).toSorted((a, b) => a.streams - b.streams)
  const firstBad = ordered.findIndex((load) => streamsLevel(load, answer) !== 'ok')
  const good = firstBad === -1 ? ordered : ordered.slice(0, firstBad)
  const bad = ordered[firstBad]
  const tooFew = loads.filter((load) => !isEnough(load))
  return [
    ...(loads.length > 0 && ordered.length === 0 ? [] : [closedWords(answer, good.at(-1), bad)]),
    ...(tooFew.length === 0 ? [] : [tooFewWords(tooFew, answer)]),
    ...(open === null ? [] : [openWords(open)]),
  ].join('; ')
}

function isEnough({ requests }: StreamsFigures): boolean {
  return requests >= fewestRequests
}

function tooFewWords(loads: readonly StreamsFigures[], answer: KnownAnswer): string {
  const counted = loads.map((load) => `${load.requests} with ${streamsWords(load)}`).join(', ')
  const seconds = Math.max(...loads.map(({ streams }) => streamsSeconds(streams, answer)))
  return (
    `too few requests to judge by: ${counted}, at least ${fewestRequests} are needed: ` +
    `leave --seconds out, or give ${seconds}`
  )
}

function closedWords(
  { ttftMs }: KnownAnswer,
  best: StreamsFigures | undefined,
  next: StreamsFigures | undefined,
): string {
  const limit = `${formatGivenShare(latenessLimits.warning)} of ${formatNumber(ttftMs)} ms`
  if (best === undefined) {
    if (next === undefined) return 'no closed load was tried'
    const { ms, words } = latenessOf(next)
    return (
      `this machine cannot honestly time ${streamsWords(next)} against ${formatNumber(ttftMs)} ms: ` +
      `${words} is ${formatNumber(ms)} ms, above ${limit}; it is ${honestWords(next)}`
    )
  }
  const { ms, words } = latenessOf(best)
  const found =
    `this machine can honestly generate up to ${streamsWords(best)} ` +
    `at ${formatCount(best.chunksPerSecond)} chunks/s: ${words} is ${formatNumber(ms)} ms, below ${limit}`
  if (next === undefined) return `${found}; more was not tried`
  const beyond = latenessOf(next)
  return `${found}; with ${next.streams} ${beyond.words} is ${formatNumber(beyond.ms)} ms, ${honestWords(next)}`
}

function honestWords(load: StreamsFigures): string {
  return `honest for times to first token from ${formatNumber(honestFromMs(load))} ms`
}

function openWords(open: RateFigures): string {
  const { perSecond, requests, unsent, askedPerSecond, achievedPerSecond, lag } = open
  if (requests + unsent < fewestRequests) {
    return (
      `${requests} requests of the open load are too few to judge it by, at least ${fewestRequests} are needed: ` +
      `leave --seconds out, or give ${rateSeconds(perSecond)}`
    )
  }
  if (askedPerSecond === null || achievedPerSecond === null) return 'the open load was too short to have a rate'
  return (
    `of ${formatNumber(askedPerSecond)} requests/s asked ${formatNumber(achievedPerSecond)} were sent, ` +
    `${formatNumber(lag.p99Ms)} ms late (p99)`
  )
}

function streamsWords({ streams }: StreamsFigures): string {
  return `${streams} ${streams === 1 ? 'stream' : 'streams'}`
}

function levelOf(share: number, { warning, invalid }: { readonly warning: number; readonly invalid: number }): Level {
  // A share that is not known is not ok.
  if (!(share <= invalid)) return 'invalid'
  return share <= warning ? 'ok' : 'warning'
}
