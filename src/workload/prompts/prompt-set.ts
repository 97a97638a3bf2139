import { seededRandom } from '../../stats/random.ts'
import { type LengthDistribution, lengthDrawer } from '../lengths.ts'

/** Number and seed of prompts that are drawn or picked. */
export interface PromptSetSize {
  /** The option `prompts`; null when it was left out. */
  readonly asked: number | null
  readonly seed: number
}

/** Distinct prompts when lengths are drawn or a conversation set is read, unless asked otherwise. */
export const usualPrompts = 1000

/** Numbers that tell the draws of prompts and answers of one seed apart. */
const streams = { input: 0x696e7075, output: 0x6f757470 }

/** Draws so many lengths from a seed. */
export function drawLengths(
  distribution: LengthDistribution,
  count: number,
  seed: number,
  stream: keyof typeof streams,
): number[] {
  const draw = lengthDrawer(distribution, seededRandom((seed ^ streams[stream]) >>> 0))
  return Array.from({ length: count }, draw)
}
