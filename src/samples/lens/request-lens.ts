import type { RequestLensRecord } from '../../record/lens/request-lens.ts'
import type { Sample } from '../sample.ts'

/** Stamps of chunks that are told of a request at most. */
const mostChunks = 200

/** The requests of a run that are looked at one by one. */
export interface Remarkable {
  readonly slowest: Sample | null
  /** Null where not every request is at hand, as of a long run. */
  readonly median: Sample | null
  readonly failed: Sample | null
}

/** Keeps the slowest request of a run and the first that failed, as they come in. */
export class RemarkableRequests {
  #slowest: Sample | null = null
  #failed: Sample | null = null

  add(sample: Sample): void {
    if (sample.state === 'failed') {
      if (this.#failed === null || sample.sent < this.#failed.sent) this.#failed = sample
    } else if (this.#slowest === null || latencyOf(sample) > latencyOf(this.#slowest)) this.#slowest = sample
  }

  /** @param kept every measured request; null where they are in the journal only */
  found(kept: readonly Sample[] | null): Remarkable {
    const answered = (kept ?? [])
      .filter(({ state }) => state === 'completed')
      .toSorted((one, other) => latencyOf(one) - latencyOf(other))
    const median = answered[Math.floor((answered.length - 1) / 2)] ?? null
    return { slowest: this.#slowest, median: median === this.#slowest ? null : median, failed: this.#failed }
  }
}

/**
 * Single requests as a report tells them.
 * @param firstSent moment at which the first measured request of the run was sent
 */
export function requestLenses({ slowest, median, failed }: Remarkable, firstSent: number): RequestLensRecord[] {
  return [
    ...lensOf('slowest', slowest, firstSent),
    ...lensOf('median', median, firstSent),
    ...lensOf('failed', failed, firstSent),
  ]
}

function lensOf(what: RequestLensRecord['what'], sample: Sample | null, firstSent: number): RequestLensRecord[] {
  if (sample === null) return []
  const { sent, end, over = end, chunkTimes, tokens } = sample
  // A closed load is due when it is sent; what was opened before it belongs to it.
  const connectMs = sample.http?.connectMs ?? null
  const due = Math.min(sample.intended, sent - (connectMs ?? 0))
  const at = (moment: number): number => rounded(moment - due)
  const first = sample.state === 'completed' ? sample.first : (chunkTimes[0] ?? null)
  const step = Math.max(1, Math.ceil(chunkTimes.length / mostChunks))
  return [
    {
      what,
      request: sample.index + 1,
      startMs: rounded(due - firstSent),
      sentMs: at(sent),
      connectMs: connectMs === null ? null : rounded(connectMs),
      firstMs: first === null ? null : at(first),
      endMs: at(end),
      overMs: at(over),
      chunkMs: chunkTimes.filter((_, index) => index % step === 0).map(at),
      chunks: chunkTimes.length,
      outputTokens: tokens.output,
      failure: sample.state === 'failed' ? sample.failure.class : null,
    },
  ]
}

function latencyOf({ end, sent }: Sample): number {
  return end - sent
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000
}
