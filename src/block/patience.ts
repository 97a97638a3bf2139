import type { Requester } from '../requesters/requester.ts'
import { now } from '../clock.ts'
import type { Sample } from '../samples/sample.ts'

/** Longest a client waits because it was told to, in milliseconds: a run is not to stand still for a quota. */
const longestWaitMs = 60_000

/** Moments before which the clients of a workload were told not to come back, by the refusals they got. */
export class Patience {
  readonly #until = new Map<number, number>()

  /** Notes what a client was told by the request that it has just made. */
  note(stream: number, { state, http }: Pick<Sample, 'state' | 'http'>): void {
    const seconds = state === 'failed' ? (http?.retryAfterSeconds ?? 0) : 0
    if (seconds > 0) this.#until.set(stream, now() + Math.min(longestWaitMs, seconds * 1000))
  }

  /** Moment from which on a client may send again: CLOCK_MONOTONIC milliseconds, 0 where nobody told it to wait. */
  freeAt(stream: number): number {
    return this.#until.get(stream) ?? 0
  }
}

const known = new WeakMap<Requester, Patience>()

/** The patience of a workload's clients, which is the same in each of its blocks. */
export function patienceOf(requester: Requester): Patience {
  const patience = known.get(requester) ?? new Patience()
  known.set(requester, patience)
  return patience
}
