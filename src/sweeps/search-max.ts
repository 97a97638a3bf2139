import type { Verdict } from '../record/claim.ts'

/** One level that was measured. */
export interface MeasuredLevel<Run> {
  /** Clients, or requests per second. */
  readonly level: number
  readonly verdict: Verdict
  readonly run: Run
  /** Reason why it stayed open; null where it did not. */
  readonly open: Open | null
}

/**
 * Reason why a level stayed open: an invalid check, samples too much alike, another doubt about its run, too few
 * requests, or a limit that lies so near.
 */
export type OpenReason = 'check' | 'correlated' | 'doubt' | 'requests' | 'near-limit'

/** Reason why a level stayed open, and the doubt about its run where there is one. */
export interface Open {
  readonly reason: OpenReason
  readonly doubt: string | null
}

/** Levels that a search may measure. */
export interface SearchRange {
  readonly from: number
  readonly to: number
  /** Whether only whole levels are measured. */
  readonly whole: boolean
  /** The answer is near enough when both ends are this share of the lower one apart. */
  readonly resolution: number
}

/** Result of a search: the levels around its answer, and all that it measured. */
export interface FoundMax<Run> {
  /** The highest level that passed; null where none did. */
  readonly highest: MeasuredLevel<Run> | null
  /** The lowest level above it that failed; null where none did. */
  readonly lowest: MeasuredLevel<Run> | null
  /** Every level in the order it was measured, those measured again included. */
  readonly levels: readonly MeasuredLevel<Run>[]
  /** `range`: the highest allowed level passes, or the lowest does not. */
  readonly endedBy: 'found' | 'range' | 'budget'
}

/** Outcome of one measurement of a level. */
export interface JudgedLevel<Run> {
  readonly verdict: Verdict
  readonly run: Run
  /** Reason why it stayed open; null where it did not. */
  readonly open: Open | null
}

/** Times an open level is measured again: with twice the requests, or with as many where a check spoiled it. */
const mostRepeats = 2

/**
 * The highest level that passes: doubles until one does not, then halves what lies between. A level
 * that stays inconclusive bounds the answer from above as one that failed does, but is not called one.
 *
 * @param measure measures a level; `repeat` counts the times that more requests were asked for, `spoiled` those that
 * a check spoiled
 * @param mayGoOn asked before each measurement: false ends the search
 */
export async function searchMax<Run>(
  range: SearchRange,
  measure: (level: number, repeat: number, spoiled: number) => Promise<JudgedLevel<Run>>,
  mayGoOn: () => boolean,
): Promise<FoundMax<Run>> {
  const levels: MeasuredLevel<Run>[] = []
  /** Measures a level until it is settled; null when the budget is over. */
  const judged = async (level: number): Promise<MeasuredLevel<Run> | null> => {
    let last: MeasuredLevel<Run> | null = null
    let [repeat, spoiled] = [0, 0]
    while (repeat + spoiled <= mostRepeats && mayGoOn()) {
      const { verdict, run, open } = await measure(level, repeat, spoiled)
      last = { level, verdict, run, open }
      levels.push(last)
      if (open?.reason === 'check') spoiled++
      else if (open?.reason === 'requests') repeat++
      else break
    }
    return last
  }
  const found = (endedBy: FoundMax<Run>['endedBy']): FoundMax<Run> => ({ ...bounds(levels), levels, endedBy })

  let passing: number | null = null
  let bound: number | null = null
  for (let level = range.from; bound === null; level = Math.min(range.to, level * 2)) {
    const measured = await judged(level)
    if (measured === null) return found('budget')
    if (measured.verdict === 'pass') passing = level
    else bound = level
    if (passing === range.to || passing === null) return found('range')
  }
  while (passing !== null && bound - passing > step(range, passing)) {
    const middle: number = range.whole ? Math.round((passing + bound) / 2) : (passing + bound) / 2
    const measured = await judged(middle)
    if (measured === null) return found('budget')
    if (measured.verdict === 'pass') passing = middle
    else bound = middle
  }
  return found('found')
}

function step({ whole, resolution }: SearchRange, level: number): number {
  return Math.max(whole ? 1 : 0, resolution * level)
}

/** The levels around the answer; one that passed and failed when it was measured again counts as it last did. */
function bounds<Run>(levels: readonly MeasuredLevel<Run>[]): Pick<FoundMax<Run>, 'highest' | 'lowest'> {
  const last = [...new Map(levels.map((measured) => [measured.level, measured])).values()]
  const ascending = last.toSorted((a, b) => a.level - b.level)
  const highest = ascending.findLast(({ verdict }) => verdict === 'pass') ?? null
  const above = highest === null ? ascending : ascending.filter(({ level }) => level > highest.level)
  return { highest, lowest: above.find(({ verdict }) => verdict === 'fail') ?? null }
}
