import type { RequestLensRecord } from '../../record/lens/request-lens.ts'
import type { SampleColumns } from '../columns.ts'
import type { Sample } from '../sample.ts'

/** Stamps of chunks that are told of a request at most. */
const mostChunks = 200

/** The requests of a run that are looked at one by one. */
export interface Remarkable {
  readonly slowest: Sample | null
  /** Null where it cannot be read any more, and where it is the slowest. */
  readonly median: Sample | null
  readonly failed: Sample | null
}

/** Row of the answered request whose latency is the median one, the lower of two; null where none was answered. */
export function medianRow({ sent, end, failed }: Pick<SampleColumns, 'sent' | 'end' | 'failed'>): number | null {
  const latencies = sent.map((moment, row) => (failed[row] === 1 ? Number.NaN : (end[row] as number) - moment))
  // What is not a number is sorted behind all others.
  const sorted = latencies.toSorted()
  const answered = sorted.length - failed.reduce((sum, each) => sum + each, 0)
  const median = sorted[Math.floor((answered - 1) / 2)]
  return answered === 0 || median === undefined ? null : latencies.indexOf(median)
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

  /** @param median the request of {@link medianRow}; null where it cannot be read */
  found(median: Sample | null): Remarkable {
    const slowest = this.#slowest
    const isSlowest = median !== null && median.sent === slowest?.sent && median.end === slowest.end
    return { slowest, median: isSlowest ? null : median, failed: this.#failed }
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
      connect: connectOf(sample),
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

function connectOf({ http }: Sample): RequestLensRecord['connect'] {
  if (http?.connect === undefined) return null
  const { dnsMs, tcpMs, tlsMs } = http.connect
  return { dnsMs: rounded(dnsMs), tcpMs: rounded(tcpMs), tlsMs: tlsMs === null ? null : rounded(tlsMs) }
}

function latencyOf({ end, sent }: Sample): number {
  return end - sent
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000
}
