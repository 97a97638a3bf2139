import { keyOf } from '../samples/facts.ts'
import type { AnsweredWork, MeasuredColumns } from './series.ts'
import type { SampleColumns } from '../samples/columns.ts'
import type { RequestGaps } from '../samples/table/gaps-by-request.ts'
import type { Requests } from '../samples/requests.ts'
import { numbersOf } from '../samples/table/rows.ts'
import type { NumberSeries } from '../stats/series/values.ts'

/**
 * The measured requests of a run as metrics look at them, in the order in which they were sent. The gaps between
 * chunks, which are many, are got anew.
 */
export class MeasuredRequests implements MeasuredColumns {
  readonly columns: SampleColumns
  readonly concurrency: number
  readonly cachedShare: number | null
  readonly #requests: Requests
  #gaps: WeakRef<RequestGaps> | null = null

  /** @param timed whether the requests have times: without them no metric has a value */
  constructor(requests: Requests, concurrency: number, cachedShare: number | null = null, timed = true) {
    requests.orderBySending()
    const columns = requests.measured.columns()
    this.columns = timed ? columns : untimed(columns)
    this.concurrency = concurrency
    this.cachedShare = cachedShare
    this.#requests = requests
  }

  /** @throws LlmBenchError `not-measured` where they are in a journal that is gone */
  get gaps(): NumberSeries {
    return this.#requestGaps.values
  }

  /** @throws LlmBenchError as {@link gaps} does */
  get gapCounts(): Uint32Array {
    return this.#requestGaps.counts
  }

  get #requestGaps(): RequestGaps {
    const known = this.#gaps?.deref()
    if (known !== undefined) return known
    const gaps = this.#requests.gaps()
    this.#gaps = new WeakRef(gaps)
    return gaps
  }

  readonly answers = (): ReadonlyMap<string, AnsweredWork> => {
    const { measured } = this.#requests
    const answers = new Map<string, AnsweredWork>()
    let row = 0
    for (const request of measured.rows()) {
      const print = measured.print(row++)
      if (request.state === 'completed') answers.set(keyOf(request), { outputTokens: request.tokens.output, print })
    }
    return answers
  }

  readonly taskUsd = (): Float64Array =>
    numbersOf(this.#requests.measured.rows(), ({ task }) => task?.usd ?? Number.NaN)

  /** These requests, without gaps where nobody can get them any more: everything else is told all the same. */
  get readable(): MeasuredColumns {
    try {
      // Got once: they are weakly held.
      const { columns, concurrency, cachedShare } = this
      const { values: gaps, counts: gapCounts } = this.#requestGaps
      return { columns, concurrency, cachedShare, gaps, gapCounts }
    } catch {
      const { columns, concurrency, cachedShare } = this
      return { columns, concurrency, cachedShare, gaps: new Float64Array() }
    }
  }
}

function untimed(columns: SampleColumns): SampleColumns {
  const unknown = new Float64Array(columns.sent.length).fill(Number.NaN)
  return { ...columns, end: unknown, first: unknown, firstVisible: unknown }
}
