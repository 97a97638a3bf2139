import type { SampleColumns } from '../samples/columns.ts'
import { binomialCdf, binomialSf } from '../stats/intervals/binomial.ts'

/** Columns from which the queue of a server shows. */
export type QueueColumns = Pick<SampleColumns, 'sent' | 'first' | 'end' | 'failed'>

/** Fewest answers from which the number of slots is told. */
const fewestAnswers = 20
/** Most answers that are looked at. */
const mostAnswers = 20_000
/** Share of the answers that may seem to begin on more slots than there are, and of one that its end may be late. */
const tolerated = 0.02
/** Share that would, at least, if each request were served as it came: of what is rare by itself nothing is said. */
const leastExpected = 0.05
/** Chance below which it is no accident that so few met. */
const significance = 0.001

/**
 * Slots of a server by the answers that came from it at once, from first token to end: where one begins there are
 * never more of them, although more requests are under way, of which more would be answered at that moment if each
 * had been served as it came (binomial, one-sided 0.1 %). Null where it does not show: few answers, answers of a
 * token, no streams, or nobody waited.
 */
export function slotsInUse(columns: QueueColumns): number | null {
  const { answers, begun, othersAsked, comingShare } = meetingsOf(columns)
  if (answers < fewestAnswers) return null
  let above = answers
  let slots = 0
  while (above > tolerated * answers) {
    // Stamps so close together that an answer seems to end before it begins tell nothing.
    if (++slots >= begun.length) return null
    above -= begun[slots] ?? 0
  }
  const others = Math.round(othersAsked / answers)
  if (others < slots) return null
  const expected = binomialSf(slots, others, Math.min(1, comingShare))
  return expected >= leastExpected && binomialCdf(above, answers, expected) < significance ? slots : null
}

/** Answers that met others where they began. */
interface Meetings {
  readonly answers: number
  /** Number of answers that began as one of so many. */
  readonly begun: readonly number[]
  /** Other requests under way at those moments, added up. */
  readonly othersAsked: number
  /** Share of its time in which a request is answered. */
  readonly comingShare: number
}

function meetingsOf({ sent, first, end, failed }: QueueColumns): Meetings {
  const changes: { readonly at: number; readonly asked: number; readonly coming: number }[] = []
  let [answers, askedMs, comingMs] = [0, 0, 0]
  for (let row = 0; row < sent.length && answers < mostAnswers; row++) {
    const [from, begins, ends] = [sent[row] as number, first[row] as number, end[row] as number]
    // An answer of one moment meets nobody.
    if (failed[row] === 1 || !(ends > begins)) continue
    answers++
    askedMs += ends - from
    comingMs += ends - begins
    changes.push({ at: from, asked: 1, coming: 0 }, { at: begins, asked: 0, coming: 1 })
    // The slot is free before the end is read.
    changes.push({ at: ends - tolerated * (ends - begins), asked: 0, coming: -1 }, { at: ends, asked: -1, coming: 0 })
  }
  // What ends makes room for what begins at the same moment.
  changes.sort((one, other) => one.at - other.at || one.coming - other.coming)
  const begun: number[] = []
  let [asked, coming, othersAsked] = [0, 0, 0]
  for (const change of changes) {
    asked += change.asked
    coming += change.coming
    if (change.coming !== 1) continue
    begun[coming] = (begun[coming] ?? 0) + 1
    othersAsked += asked - 1
  }
  return { answers, begun, othersAsked, comingShare: comingMs / askedMs }
}
