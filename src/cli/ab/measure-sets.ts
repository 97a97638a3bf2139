import { join } from 'node:path'
import { formatCount } from '../../figures.ts'
import { LlmBenchError } from '../../errors.ts'
import { abbaOrder, type SideLetter } from './abba.ts'
import { type Launch, launch } from './launch.ts'
import type { Side } from './sides/prepare-side.ts'
import { spokenName } from './sides/repository.ts'
import { timeLeft } from './time-left.ts'

/** How the launches of both sides are made. */
export interface SetPlan {
  readonly sides: Readonly<Record<SideLetter, Side>>
  /** Launches of each side in a set. */
  readonly launches: number
  readonly vitestArguments: readonly string[]
  /** Folder for the reports. */
  readonly reports: string
  readonly stop: AbortSignal
  readonly tell: (text: string) => void
}

/** The launches of a set. */
export interface MeasuredSet {
  readonly kind: 'measured'
  readonly launches: readonly Launch[]
}

/** A set that ended with a side of which nothing can be measured. */
export interface FailedLaunch {
  readonly kind: 'failed'
  readonly letter: SideLetter
  readonly error: LlmBenchError
}

/** Codes of errors that are a revision's own. */
const ofRevision: ReadonlySet<string> = new Set(['revision-unusable', 'baseline-incompatible'])

/**
 * Makes the launches of a set, one after the other, and tells of each.
 * @param earlier launches of the sets before, from whose times the rest is estimated
 * @throws LlmBenchError `aborted`
 */
export async function measureSet(
  plan: SetPlan,
  set: number,
  earlier: readonly Launch[],
): Promise<MeasuredSet | FailedLaunch> {
  const order = abbaOrder(plan.launches, set)
  const made: Launch[] = []
  for (const [index, letter] of order.entries()) {
    const side = plan.sides[letter]
    const left = timeLeft(order.slice(index), [...earlier, ...made])
    const which = set === 0 ? '' : ' of the second set'
    plan.tell(`launch ${index + 1} of ${order.length}${which}: ${spokenName(side.revision)}${left}`)
    const output = join(plan.reports, `${set + 1}-${formatCount(index + 1)}${letter}`)
    try {
      // oxlint-disable-next-line no-await-in-loop -- together they would measure each other
      made.push(await launch({ ...plan, side, letter, set, output }))
    } catch (error) {
      if (!(error instanceof LlmBenchError) || !ofRevision.has(error.code)) throw error
      return { kind: 'failed', letter, error }
    }
  }
  return { kind: 'measured', launches: made }
}
