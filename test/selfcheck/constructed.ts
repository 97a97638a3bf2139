import type { RequestStamps } from '../../src/mock-server/stamps.ts'
import type { ErrorFigures } from '../../src/selfcheck/clock-errors.ts'
import type { RateFigures } from '../../src/selfcheck/measure-rate.ts'
import type { StreamsFigures } from '../../src/selfcheck/streams-figures.ts'
import type { TimedRequest } from '../../src/selfcheck/timed-request.ts'

/** A request as a client would have timed it. */
export function timed(id: string, stream: number, sent: number, chunkTimes: readonly number[]): TimedRequest {
  return { id, stream, sent, first: chunkTimes[0] ?? Number.NaN, chunkTimes }
}

/** The same as the server would have stamped it. */
export function stamped(id: string | null, received: number, writes: readonly number[]): RequestStamps {
  return {
    id,
    arrived: received,
    received,
    writes: Float64Array.from(writes),
    ended: writes.at(-1) ?? null,
    fault: null,
    promptTokens: 5,
    completionTokens: writes.length,
  }
}

function figuresOf(p99Ms: number, minMs = 0): ErrorFigures {
  return { n: 100, minMs, meanMs: p99Ms / 3, p50Ms: p99Ms / 4, p99Ms }
}

function errorsOf(p99Ms: number, minMs?: number): StreamsFigures['errors'] {
  const figures = figuresOf(p99Ms, minMs)
  return {
    ttftAgainstServer: figures,
    ttftAgainstProgrammed: figures,
    delivery: figures,
    gapAgainstServer: figures,
    gapAgainstProgrammed: figures,
  }
}

/** Figures of a closed load with this p99 of the error of the time to first token. */
export function closedFigures(
  streams: number,
  errorP99Ms: number,
  changed: Partial<StreamsFigures> & { minMs?: number } = {},
): StreamsFigures {
  const { minMs, ...rest } = changed
  return {
    streams,
    seconds: 30,
    requests: 30 * streams,
    failed: 0,
    miscounted: 0,
    chunksPerSecond: 96 * streams,
    programmedChunksPerSecond: 96.15 * streams,
    errors: errorsOf(errorP99Ms, minMs),
    userMicrosecondsPerChunk: 6,
    systemMicrosecondsPerChunk: 8,
    clientCores: 0.1,
    serverCores: 0.1,
    lagP99Ms: 0,
    lagMaxMs: 0,
    ...rest,
  }
}

/** Figures of an open load. */
export function openFigures(changed: Partial<RateFigures> = {}): RateFigures {
  return {
    perSecond: 50,
    seconds: 3,
    askedPerSecond: 50,
    achievedPerSecond: 50,
    requests: 150,
    unsent: 0,
    failed: 0,
    miscounted: 0,
    lag: figuresOf(1.2),
    errors: errorsOf(1),
    lagP99Ms: 0,
    ...changed,
  }
}
