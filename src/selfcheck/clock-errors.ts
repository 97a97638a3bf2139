import { momentsOf } from '../stats/moments.ts'
import { quantileSorted } from '../stats/quantiles/quantile.ts'
import type { KnownAnswer } from './known-answer.ts'
import type { MatchedRequest } from './timed-request.ts'

/** A series of errors in milliseconds; NaN where `n` is 0. */
export interface ErrorFigures {
  readonly n: number
  readonly minMs: number
  readonly meanMs: number
  readonly p50Ms: number
  readonly p99Ms: number
}

/** Errors of a client's stamps against the server's own, and against the programmed times. */
export interface ClockErrors {
  /** See {@link errorDefinitions}. */
  readonly ttftAgainstServer: ErrorFigures
  readonly ttftAgainstProgrammed: ErrorFigures
  readonly delivery: ErrorFigures
  /** Errors of the gaps between chunks, as absolute values. */
  readonly gapAgainstServer: ErrorFigures
  readonly gapAgainstProgrammed: ErrorFigures
}

/** Definition of each error, in words. */
export const errorDefinitions: Readonly<Record<keyof ClockErrors, string>> = {
  ttftAgainstServer:
    "(client's first chunk - client's send) - (server's first token write - server's last byte of the request read): " +
    'how much longer the time to first token looks to the client than to the server; ' +
    'the one to set beside published figures of other load generators',
  ttftAgainstProgrammed:
    "(client's first chunk - client's send) - the programmed time to first token: holds the server's own lateness too",
  delivery:
    "client's first chunk - server's first token write, both on the clock of this machine: " +
    'the way back only, without that of the request',
  gapAgainstServer: "|client's gap between two chunks - server's gap between the same two writes|",
  gapAgainstProgrammed: "|client's gap between two chunks - the programmed one|: holds the server's own unevenness too",
}

/** The errors of matched requests; gaps of a request whose counts differ are left out. */
export function clockErrors(matched: readonly MatchedRequest[], { ttftMs, interTokenMs }: KnownAnswer): ClockErrors {
  const ofRequests = (error: (request: MatchedRequest) => number): ErrorFigures => errorFigures(matched.map(error))
  const server: number[] = []
  const programmed: number[] = []
  for (const { timed, truth } of matched) {
    const { chunkTimes } = timed
    const { writes } = truth
    if (chunkTimes.length !== writes.length) continue
    for (let place = 1; place < writes.length; place++) {
      const gap = between(chunkTimes, place)
      server.push(Math.abs(gap - between(writes, place)))
      programmed.push(Math.abs(gap - interTokenMs))
    }
  }
  return {
    ttftAgainstServer: ofRequests(
      ({ timed, truth }) => timed.first - timed.sent - (firstWrite(truth) - truth.received),
    ),
    ttftAgainstProgrammed: ofRequests(({ timed }) => timed.first - timed.sent - ttftMs),
    delivery: ofRequests(({ timed, truth }) => timed.first - firstWrite(truth)),
    gapAgainstServer: errorFigures(server),
    gapAgainstProgrammed: errorFigures(programmed),
  }
}

/** Figures of a series of errors. */
export function errorFigures(errors: readonly number[]): ErrorFigures {
  const sorted = Float64Array.from(errors).toSorted()
  return {
    n: sorted.length,
    minMs: sorted[0] ?? Number.NaN,
    meanMs: momentsOf(sorted).mean,
    p50Ms: quantileSorted(sorted, 0.5),
    p99Ms: quantileSorted(sorted, 0.99),
  }
}

function firstWrite({ writes }: MatchedRequest['truth']): number {
  return writes[0] ?? Number.NaN
}

function between(times: ArrayLike<number>, place: number): number {
  return (times[place] ?? Number.NaN) - (times[place - 1] ?? Number.NaN)
}
