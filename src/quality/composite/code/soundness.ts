import { ramp } from '../components/component.ts'
import type { ReadCode } from '../reading/read-answer.ts'

/** Words and marks that a block counts as having at least: one slip in a line is no ruin. */
const leastSize = 30
/** Faults of a word or mark at which nothing of code is left. Code with all its words shuffled has about 0.4. */
const ruin = 0.42

/** Faults of code for each of its words and marks. */
export function faultShare(code: readonly ReadCode[]): number {
  const size = code.reduce((sum, block) => sum + Math.max(leastSize, block.size), 0)
  return size === 0 ? 0 : code.reduce((sum, block) => sum + block.errors, 0) / size
}

/** How sound the code of an answer is, 1 where all of it parses; code of unknown grammar counts by its brackets. */
export function soundness(code: readonly ReadCode[]): number {
  return ramp(faultShare(code), ruin, 0)
}
