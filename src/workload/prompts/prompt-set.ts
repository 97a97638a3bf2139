import { seededRandom } from '../../stats/random.ts'
import { type LengthDistribution, lengthDrawer } from '../lengths.ts'

/** How many prompts are prepared where they are drawn or picked, and with which seed. */
export interface PromptSetSize {
  /** What the option `prompts` says; null when it was left out. */
  readonly asked: number | null
  readonly seed: number
}

/** Distinct prompts when lengths are drawn or a conversation set is read, unless asked otherwise. */
export const usualPrompts = 1000

/** Tells the draws of prompts, answers and arrivals of one seed apart. */
const streams = { input: 0x696e7075, output: 0x6f757470 }

/** So many seeded lengths. */
export function drawLengths(
  distribution: LengthDistribution,
  count: number,
  seed: number,
  stream: keyof typeof streams,
): number[] {
  const draw = lengthDrawer(distribution, seededRandom((seed ^ streams[stream]) >>> 0))
  return Array.from({ length: count }, draw)
}
