import { formatNumber } from '../figures.ts'
import type { TimeShift } from '../metrics/time-shift.ts'
import type { RunRecord } from '../record/run.ts'
import { type Direction, directionOf } from '../verdicts/directions.ts'
import { checkWords, checksOf } from '../verdicts/doubts.ts'
import type { Judgement } from '../verdicts/judgement.ts'

/** The part of a judgement that an error of the times may turn. */
export type Settled = Pick<Judgement, 'verdict' | 'pointHolds'>

/** Sentences on invalid checks that can only have moved times one way. */
export interface DirectedDoubts {
  /** On those that may have made the verdict. */
  readonly doubts: readonly string[]
  /** On those that cannot have made it, with the reason. */
  readonly despite: readonly string[]
}

/**
 * Whether the invalid checks of a run that can only have moved times may have made a verdict: it is judged again with
 * all times as they may have been without what was found.
 *
 * @param metrics that the claim rests on
 * @param judged as the samples say it
 * @param again the judgement with times moved
 */
export function directedDoubts(
  { checks, lag }: Pick<RunRecord, 'checks' | 'lag'>,
  metrics: readonly string[],
  judged: Settled,
  again: (shift: TimeShift) => Settled,
): DirectedDoubts {
  const doubts: string[] = []
  const despite: string[] = []
  // Of a record of an older release nobody knows the largest lag.
  const lateMs = lag?.maxMs ?? Number.POSITIVE_INFINITY
  for (const check of checksOf(checks, metrics)) {
    const direction = directionOf(check.id, metrics)
    const shifts = shiftsOf(direction, lateMs)
    if (check.status !== 'invalid' || shifts.length === 0) continue
    const stands = shifts.every((shift) => isSame(judged, again(shift)))
    if (stands) despite.push(`the check ${check.id} is invalid, ${reasons[direction](lateMs)}`)
    else doubts.push(checkWords(check))
  }
  return { doubts, despite }
}

/** The ways in which times may have to be moved to be those without what a check found. */
function shiftsOf(direction: Direction, lateMs: number): TimeShift[] {
  const endless = Number.POSITIVE_INFINITY
  if (direction === 'lengthens') return [{ times: -endless, between: -endless }]
  if (direction === 'weakens') return [{ times: endless, between: endless }]
  if (direction !== 'late') return []
  // Of two stamps either may be the late one.
  return [
    { times: -lateMs, between: -lateMs },
    { times: 0, between: lateMs },
  ]
}

/** An open claim is in doubt where the point estimate, which may have to decide, is. */
function isSame(one: Settled, other: Settled): boolean {
  return one.verdict === 'inconclusive' ? one.pointHolds === other.pointHolds : one.verdict === other.verdict
}

const reasons: Readonly<Record<Direction, (lateMs: number) => string>> = {
  lengthens: () => 'and can only have made times longer',
  late: (lateMs) =>
    Number.isFinite(lateMs)
      ? `and no stamp was more than ${formatNumber(lateMs)} ms late, which cannot have made this`
      : 'and stamps can only have been late, which cannot have made this',
  weakens: () => 'and can only have made times shorter',
  falsifies: () => '',
  informs: () => '',
}
