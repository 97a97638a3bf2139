import { requestId } from '../requesters/http/request-id.ts'
import type { RequestStamps } from '../mock-server/stamps.ts'
import type { Sample } from '../samples/sample.ts'

/** A request as a client timed it: milliseconds of CLOCK_MONOTONIC. */
export interface TimedRequest {
  /** The `x-request-id` it was sent with. */
  readonly id: string
  /** Index of the concurrent stream that made it. */
  readonly stream: number
  readonly sent: number
  readonly first: number
  /** Stamp of each chunk with a generated token. */
  readonly chunkTimes: readonly number[]
}

/** A request as the client timed it, and as the server itself stamped it. */
export interface MatchedRequest {
  readonly timed: TimedRequest
  readonly truth: RequestStamps
}

/** The requests that were answered, as the load host timed them. */
export function timedRequests(samples: readonly Sample[]): TimedRequest[] {
  return samples.flatMap((sample) => {
    if (sample.state !== 'completed' || sample.first === null) return []
    const { stream, sent, first, chunkTimes } = sample
    return [{ id: requestId(sample), stream, sent, first, chunkTimes }]
  })
}

/** Pairs requests with the server's stamps by their ids; a request without a partner is left out. */
export function matchStamps(requests: readonly TimedRequest[], stamps: readonly RequestStamps[]): MatchedRequest[] {
  const truths = new Map(stamps.flatMap((truth) => (truth.id === null ? [] : [[truth.id, truth] as const])))
  return requests.flatMap((timed) => {
    const truth = truths.get(timed.id)
    return truth === undefined || truth.writes.length === 0 ? [] : [{ timed, truth }]
  })
}

/** Number of requests whose answer was written, and read, in so many chunks. */
export function countedRight(matched: readonly MatchedRequest[], chunks: number): number {
  return matched.filter(({ timed, truth }) => timed.chunkTimes.length === chunks && truth.writes.length === chunks)
    .length
}
