import type { Observed, ServerMetrics } from './server-metrics.ts'

/**
 * A server's own figures over a window. They hold for everything it served in that time, whoever asked.
 * A figure is null where the server does not tell it, or not exactly enough.
 */
export interface ServerWindow {
  readonly server: ServerMetrics['server']
  /** Time between the two readings, in milliseconds. */
  readonly windowMs: number
  /** Number of finished requests. */
  readonly requests: number | null
  /** Number of prompt tokens, reused ones included. */
  readonly promptTokens: number | null
  readonly cachedTokens: number | null
  /** Share of the prompt tokens that were reused, 0 to 1. */
  readonly cacheHitShare: number | null
  readonly generatedTokens: number | null
  /** Time of evaluating prompts. llama-server: time of the engine; vLLM: summed over requests. */
  readonly prefillMs: number | null
  /** Prompt tokens that were not reused, for each second of `prefillMs`. */
  readonly prefillTokensPerSecond: number | null
  /** Time of generating after the first token, summed over requests. */
  readonly decodeMs: number | null
  /** Mean wait for a place in the batch. */
  readonly meanQueueMs: number | null
  readonly meanTtftMs: number | null
  readonly meanTpotMs: number | null
  readonly meanInterTokenMs: number | null
  readonly meanLatencyMs: number | null
  readonly preemptions: number | null
  /** Tokens that were drafted, and those of them that the answers have. */
  readonly draftTokens: number | null
  readonly acceptedTokens: number | null
  /** Mean number of requests in a step of the engine. */
  readonly meanBatch: number | null
}

/** Greatest relative error by rounding with which a difference is given. */
const largestError = 0.01

/** Figures of a server over a window, or the reason why there are none. */
export type Difference = { readonly window: ServerWindow } | { readonly dropped: string }

/** Reason why two readings have no difference. */
const anew = 'it was started anew in the middle, or several servers answer behind this address'

/**
 * A server's own figures between two readings, or why there are none: they are of different servers, or a
 * counter fell.
 *
 * Counters that are printed with few digits lose what a window adds to them: a difference whose
 * rounding error exceeds 1 % is null.
 */
export function differenceOf(before: ServerMetrics, after: ServerMetrics): Difference {
  if (before.server !== after.server)
    return { dropped: `the readings are of ${before.server} and of ${after.server}: several servers answer there` }
  const fallen = fallenCounter(before, after)
  if (fallen !== null) return { dropped: `its count of ${fallen} fell between two readings: ${anew}` }
  const window = windowOf(before, after)
  const negative = meanNames.find((name) => (window[name] ?? 0) < 0)
  return negative === undefined ? { window } : { dropped: `a mean of its is negative (${negative}): ${anew}` }
}

const meanNames = ['meanQueueMs', 'meanTtftMs', 'meanTpotMs', 'meanInterTokenMs', 'meanLatencyMs', 'meanBatch'] as const

function windowOf(before: ServerMetrics, after: ServerMetrics): ServerWindow {
  const difference = (one: number | null, other: number | null): number | null =>
    one === null || other === null ? null : exactEnough(one, other, after.digits)
  const milliseconds = (one: number | null, other: number | null): number | null => times(difference(one, other), 1000)
  const mean = (one: Observed | null, other: Observed | null): number | null =>
    ratio(difference(one?.sum ?? null, other?.sum ?? null), difference(one?.count ?? null, other?.count ?? null))
  const promptTokens = difference(before.promptTokens, after.promptTokens)
  const cachedTokens = difference(before.cachedTokens, after.cachedTokens)
  const prefillMs = milliseconds(before.promptSeconds, after.promptSeconds)
  const evaluated = promptTokens === null ? null : promptTokens - (cachedTokens ?? 0)
  return {
    server: after.server,
    windowMs: after.at - before.at,
    requests: difference(before.requests, after.requests),
    promptTokens,
    cachedTokens,
    cacheHitShare: ratio(cachedTokens, promptTokens),
    generatedTokens: difference(before.generatedTokens, after.generatedTokens),
    prefillMs,
    prefillTokensPerSecond: times(ratio(evaluated, prefillMs), 1000),
    decodeMs: milliseconds(before.decodeSeconds, after.decodeSeconds),
    meanQueueMs: times(mean(before.queueSeconds, after.queueSeconds), 1000),
    meanTtftMs: times(mean(before.ttftSeconds, after.ttftSeconds), 1000),
    meanTpotMs: times(mean(before.tpotSeconds, after.tpotSeconds), 1000),
    meanInterTokenMs: times(mean(before.interTokenSeconds, after.interTokenSeconds), 1000),
    meanLatencyMs: times(mean(before.latencySeconds, after.latencySeconds), 1000),
    preemptions: difference(before.preemptions, after.preemptions),
    draftTokens: difference(before.draftTokens, after.draftTokens),
    acceptedTokens: difference(before.acceptedTokens, after.acceptedTokens),
    meanBatch: mean(before.batchedRequests, after.batchedRequests),
  }
}

/** Counter that fell, in words; null where none did. */
function fallenCounter(before: ServerMetrics, after: ServerMetrics): string | null {
  const counters = [
    ['prompt tokens', before.promptTokens, after.promptTokens],
    ['cached tokens', before.cachedTokens, after.cachedTokens],
    ['generated tokens', before.generatedTokens, after.generatedTokens],
    ['requests', before.requests, after.requests],
    ['preemptions', before.preemptions, after.preemptions],
    ['drafted tokens', before.draftTokens, after.draftTokens],
    ['accepted tokens', before.acceptedTokens, after.acceptedTokens],
    ['seconds of prefill', before.promptSeconds, after.promptSeconds],
    ['seconds of decoding', before.decodeSeconds, after.decodeSeconds],
  ] as const
  return counters.find(([, one, other]) => fell(one, other))?.[0] ?? null
}

function fell(before: number | null, after: number | null): boolean {
  return before !== null && after !== null && after < before
}

function exactEnough(before: number, after: number, digits: number | null): number | null {
  const difference = after - before
  if (digits === null) return difference
  const error = roundingError(before, digits) + roundingError(after, digits)
  return error <= largestError * Math.abs(difference) ? difference : null
}

/** Half of the last digit that is printed; 0 for a whole number that is printed in full. */
function roundingError(value: number, digits: number): number {
  if (value === 0 || (Number.isInteger(value) && Math.abs(value) < 10 ** digits)) return 0
  return 0.5 * 10 ** (Math.floor(Math.log10(Math.abs(value))) + 1 - digits)
}

function ratio(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : part / whole
}

function times(value: number | null, factor: number): number | null {
  return value === null ? null : value * factor
}
