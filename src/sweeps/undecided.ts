import { formatCount } from '../figures.ts'
import { levelName } from './levels.ts'
import type { Variable } from './axis.ts'
import type { FoundMax, Open, OpenReason } from './search-max.ts'

/** The level at which a search could not tell whether the objective is met, and why. */
export interface Undecided {
  readonly level: number
  readonly reason: OpenReason
  /** The reason in words, with the way out. */
  readonly sentence: string
}

/** Result of a search, as far as it says where it could not decide. */
type Found = Pick<FoundMax<unknown>, 'highest' | 'lowest' | 'levels'>

/** The lowest level above the highest that passed which stayed open; null where what bounds the answer failed. */
export function undecidedOf(variable: Variable, { highest, lowest, levels }: Found): Undecided | null {
  const last = [...new Map(levels.map((level) => [level.level, level])).values()]
  const bounds = last.filter(({ level }) => level > (highest?.level ?? Number.NEGATIVE_INFINITY))
  const [bound] = bounds.toSorted((one, other) => one.level - other.level)
  if (bound === undefined || bound.open === null || bound.level === lowest?.level) return null
  const times = levels.filter(({ level }) => level === bound.level).length
  return {
    level: bound.level,
    reason: bound.open.reason,
    sentence: sentenceOf(variable, bound.level, bound.open, times),
  }
}

function sentenceOf(variable: Variable, level: number, { reason, doubt }: Open, times: number): string {
  const after = times === 1 ? '' : ` after ${formatCount(times)} measurements`
  const because = {
    check: doubt ?? 'a check is invalid',
    correlated: doubt ?? 'its values are too correlated',
    doubt: doubt ?? 'its run is in doubt',
    requests: 'more requests would settle it (option requests, or duration)',
    'near-limit': 'it lies so near a limit of the objective that more requests would hardly tell; ask for less or more',
  }[reason]
  return `${levelName(variable, level)} stayed open${after}: ${because}`
}
