import type { RequestFacts } from '../samples/facts.ts'

/** Rates of an open load, in requests per second. */
export interface ArrivalRate {
  readonly asked: number | null
  readonly achieved: number | null
}

interface Span {
  from: number
  to: number
  last: number
  gaps: number
}

/**
 * Requests per second that an open load asked for and that were sent. Asked: over the moments the plan
 * named; achieved: until the last of them was really begun. Requests that were never sent were to come
 * after all of these and change neither. The time between the blocks of a run is in no rate: others ran,
 * or nothing. Null where one request, or several at one moment, have no rate.
 */
export function arrivalRate(samples: Rows<RequestFacts>): ArrivalRate {
  let gaps = 0
  let askedMs = 0
  let tookMs = 0
  for (const span of spansOf(samples)) {
    gaps += span.gaps
    askedMs += span.to - span.from
    tookMs += Math.max(span.to, span.last) - span.from
  }
  if (!(askedMs > 0)) return { asked: null, achieved: null }
  return { asked: (gaps * 1000) / askedMs, achieved: (gaps * 1000) / tookMs }
}

function spansOf(samples: Rows<RequestFacts>): Iterable<Span> {
  const spans = new Map<number, Span>()
  for (const { slot, intended, sent, http, turn = 0 } of samples) {
    // The plan says when conversations begin; their further turns follow the answers.
    if (turn > 0) continue
    // A connection that had to be opened is the server's time.
    const began = sent - (http?.connectMs ?? 0)
    const span = spans.get(slot)
    if (span === undefined) {
      spans.set(slot, { from: intended, to: intended, last: began, gaps: 0 })
      continue
    }
    span.from = Math.min(span.from, intended)
    span.to = Math.max(span.to, intended)
    span.last = Math.max(span.last, began)
    span.gaps++
  }
  return spans.values()
}
import type { Rows } from '../samples/table/rows.ts'
