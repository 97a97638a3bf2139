import type { RequestStamps } from '../mock-server/stamps.ts'
import { type ClockErrors, clockErrors } from './clock-errors.ts'
import { answerMs, type KnownAnswer } from './known-answer.ts'
import { countedRight, type MatchedRequest, matchStamps, type TimedRequest } from './timed-request.ts'

/** A closed load as a client made it, and the time that took its process. */
export interface ClientRun {
  readonly requests: readonly TimedRequest[]
  readonly failed: number
  /** Time from its first request to its last answer. */
  readonly wallMs: number
  /** CPU time of the client's process in its own code. */
  readonly userMs: number
  /** CPU time of the client's process in the system. */
  readonly systemMs: number
  /** Lateness of its event loop. */
  readonly lagP99Ms: number
  readonly lagMaxMs: number
}

/** The same load as the mock server stamped it. */
export interface ServerRun {
  readonly stamps: readonly RequestStamps[]
  /** CPU time of its process, milliseconds. */
  readonly cpuMs: number
}

/** Figures of a client that timed so many streams at once: its errors, and the time it took. */
export interface StreamsFigures {
  readonly streams: number
  /** Length of the load, once all streams were in flight. */
  readonly seconds: number
  /** Requests the errors are of: those sent while all streams were in flight. */
  readonly requests: number
  readonly failed: number
  /** Answers without a partner at the server, or with another number of chunks than it wrote. */
  readonly miscounted: number
  /** Chunks the client stamped, while all streams were in flight; and as many as were programmed. */
  readonly chunksPerSecond: number
  readonly programmedChunksPerSecond: number
  readonly errors: ClockErrors
  /** CPU time of the client for each chunk, everything included; microseconds. */
  readonly userMicrosecondsPerChunk: number
  readonly systemMicrosecondsPerChunk: number
  /** Cores used by the client and by the server (1 is one core). */
  readonly clientCores: number
  readonly serverCores: number
  readonly lagP99Ms: number
  readonly lagMaxMs: number
}

/** The load that was asked for. */
export interface StreamsLoad {
  readonly streams: number
  readonly seconds: number
  readonly answer: KnownAnswer
}

/** Sets a client's stamps against the server's. */
export function streamsFigures(
  { streams, seconds, answer }: StreamsLoad,
  client: ClientRun,
  server: ServerRun,
): StreamsFigures {
  const from = allInFlight(client.requests)
  const to = from + seconds * 1000
  const matched = matchStamps(client.requests, server.stamps)
  const chunks = client.requests.reduce((sum, { chunkTimes }) => sum + chunkTimes.length, 0)
  return {
    streams,
    seconds,
    ...requestsWithin(matched, from, answer),
    failed: client.failed,
    miscounted: client.requests.length - countedRight(matched, answer.tokens),
    chunksPerSecond: chunksBetween(client.requests, from, to) / seconds,
    programmedChunksPerSecond: (streams * answer.tokens * 1000) / answerMs(answer),
    userMicrosecondsPerChunk: (client.userMs * 1000) / chunks,
    systemMicrosecondsPerChunk: (client.systemMs * 1000) / chunks,
    clientCores: (client.userMs + client.systemMs) / client.wallMs,
    serverCores: server.cpuMs / client.wallMs,
    lagP99Ms: client.lagP99Ms,
    lagMaxMs: client.lagMaxMs,
  }
}

function requestsWithin(
  matched: readonly MatchedRequest[],
  from: number,
  answer: KnownAnswer,
): Pick<StreamsFigures, 'requests' | 'errors'> {
  const within = matched.filter(({ timed }) => timed.sent >= from)
  return { requests: within.length, errors: clockErrors(within, answer) }
}

/** Moment at which the last stream sent its first request. */
function allInFlight(requests: readonly TimedRequest[]): number {
  const firsts = new Map<number, number>()
  for (const { stream, sent } of requests) firsts.set(stream, Math.min(sent, firsts.get(stream) ?? sent))
  let latest = Number.NEGATIVE_INFINITY
  for (const sent of firsts.values()) latest = Math.max(latest, sent)
  return latest
}

function chunksBetween(requests: readonly TimedRequest[], from: number, to: number): number {
  let chunks = 0
  for (const { chunkTimes } of requests) for (const at of chunkTimes) if (at >= from && at < to) chunks++
  return chunks
}
