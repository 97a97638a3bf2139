import { LlmBenchError } from '../errors.ts'
import { systemReason } from '../system-error.ts'
import { GapBlocks } from './table/gap-blocks.ts'
import { GapsByRequest, type RequestGaps } from './table/gaps-by-request.ts'
import { medianRow, type Remarkable, RemarkableRequests } from './lens/request-lens.ts'
import { orderedGaps } from './ordered-gaps.ts'
import { eachSample, findSample } from './read-journal.ts'
import { RequestPlaces } from './table/request-places.ts'
import { RequestTable } from './request-table.ts'
import type { Sample } from './sample.ts'
import { sendingOrder } from './sending-order.ts'

/** Most requests of a run, and bytes of their answers, that are kept whole: a longer run is read from its journal. */
const mostKept = 2000
const mostKeptBytes = 4e6
/** Most gaps between chunks that are kept. */
const mostGaps = 250_000
/** Bytes of a sample without its answer. */
const sampleBytes = 500

/**
 * The requests of a run as they come in: facts as columns, answers and stamps of chunks for as long as they are
 * few. Those of a long run are in its journal, and are read when somebody asks for them.
 */
export class Requests {
  readonly warmup: RequestTable = new RequestTable()
  readonly measured: RequestTable = new RequestTable()
  readonly #journal: string | null
  readonly #remarkable = new RemarkableRequests()
  #kept: Sample[] | null = []
  #keptBytes = 0
  #gaps: number[] | null = []
  #gapCount = 0
  /** Gaps of a long run whose journal is being read: whoever asks for them first takes them. */
  #ahead: GapBlocks | RequestGaps | null = null

  /** @param journal file that the requests are in; null where all are to be kept */
  constructor(journal: string | null) {
    this.#journal = journal
  }

  /** Requests that are there already. */
  static of(samples: readonly Sample[]): Requests {
    const requests = new Requests(null)
    for (const sample of samples) requests.add(sample)
    return requests
  }

  /**
   * Requests of a journal, and the number of lines of it that cannot be read.
   * @param withGaps whether the gaps between chunks are wanted too, which are many
   * @throws Node's own error where the file cannot be read
   */
  static read(journal: string, withGaps = true): { readonly requests: Requests; readonly damaged: number } {
    const requests = new Requests(journal)
    if (withGaps) requests.#ahead = new GapBlocks()
    return { requests, damaged: eachSample(journal, (sample) => requests.add(sample)) }
  }

  /** Number of requests, warm-up included. */
  get count(): number {
    return this.warmup.count + this.measured.count
  }

  add(sample: Sample): void {
    if (sample.phase === 'warmup') {
      this.warmup.add(sample)
      return
    }
    this.measured.add(sample)
    this.#remarkable.add(sample)
    this.#keep(sample)
    this.#keepGaps(sample)
  }

  /** Puts the measured requests in the order in which they were sent: they come in as they end. */
  orderBySending(): void {
    const order = sendingOrder(this.measured)
    if (this.#ahead instanceof GapBlocks && this.#gaps === null)
      this.#ahead = this.#ahead.take(this.measured.gapCounts(), order)
    if (order === null) return
    if (this.#gaps !== null) this.#gaps = orderedGaps(this.#gaps, this.measured.gapCounts(), order)
    const kept = this.#kept
    if (kept !== null) this.#kept = Array.from(order, (row) => kept[row] as Sample)
    this.measured.reorder(order)
  }

  /**
   * Every measured request with its answer, in the order in which they came in, or were put.
   * @throws LlmBenchError `not-measured` where they are in a journal that is gone
   */
  samples(): readonly Sample[] {
    if (this.#kept !== null) return this.#kept
    const samples: Sample[] = []
    this.#eachInPlace((sample, row) => void (samples[row] = sample))
    // A line that cannot be read is a request that is not there.
    return samples.filter((sample) => sample !== undefined)
  }

  /** The slowest measured request, the median one, and the first that failed. */
  remarkable(): Remarkable {
    const row = medianRow(this.measured.columns())
    return this.#remarkable.found(row === null ? null : this.#sampleAt(row))
  }

  /**
   * Gaps between the chunks of answers in milliseconds, request by request; `counts` has how many each has.
   * @throws LlmBenchError `not-measured` where they are in a journal that is gone
   */
  gaps(): RequestGaps {
    const counts = this.measured.gapCounts()
    if (this.#gaps !== null) return { values: Float64Array.from(this.#gaps), counts }
    const read = this.#ahead instanceof GapBlocks ? this.#ahead.take(counts, null) : this.#ahead
    this.#ahead = null
    if (read !== null) return read
    const gaps = new GapsByRequest(counts)
    this.#eachInPlace((sample, row) => gaps.set(row, gapsOf(sample)))
    return gaps.found()
  }

  #keep(sample: Sample): void {
    if (this.#kept === null) return
    const { text, reasoning = '', toolCalls = '', chunkTimes } = sample
    this.#keptBytes += sampleBytes + text.length + reasoning.length + toolCalls.length + 8 * chunkTimes.length
    this.#kept.push(sample)
    const isLong = this.#kept.length > mostKept || this.#keptBytes > mostKeptBytes
    if (isLong && this.#journal !== null) this.#kept = null
  }

  #keepGaps(sample: Sample): void {
    const gaps = gapsOf(sample)
    this.#gapCount += gaps.length
    if (this.#gaps !== null && this.#gapCount > mostGaps && this.#journal !== null) {
      if (this.#ahead instanceof GapBlocks) this.#ahead.add(this.#gaps)
      this.#gaps = null
    }
    if (this.#gaps !== null) for (const gap of gaps) this.#gaps.push(gap)
    else if (this.#ahead instanceof GapBlocks) this.#ahead.add(gaps)
  }

  #eachInPlace(visit: (sample: Sample, row: number) => void): void {
    const places = new RequestPlaces(this.measured)
    this.#each((sample) => {
      const row = places.rowOf(sample)
      if (row !== null) visit(sample, row)
    })
  }

  /** A measured request with its answer; null where its journal is gone. */
  #sampleAt(row: number): Sample | null {
    if (this.#kept !== null) return this.#kept[row] ?? null
    const { sent, end } = this.measured.row(row)
    return findSample(this.#journal ?? '', { sent, end })
  }

  #each(visit: (sample: Sample) => void): void {
    const path = this.#journal ?? ''
    try {
      eachSample(path, (sample) => {
        if (sample.phase === 'measured') visit(sample)
      })
    } catch (cause) {
      throw new LlmBenchError(
        'not-measured',
        `the answers of this run are in its journal, which cannot be read any more: ${path} (${systemReason(cause)})`,
        { cause },
      )
    }
  }
}

function gapsOf({ state, chunkTimes }: Sample): Float64Array {
  if (state === 'failed' || chunkTimes.length === 0) return new Float64Array()
  const gaps = new Float64Array(chunkTimes.length - 1)
  for (let gap = 0; gap < gaps.length; gap++) {
    gaps[gap] = (chunkTimes[gap + 1] as number) - (chunkTimes[gap] as number)
  }
  return gaps
}
