import type { ReadAnswer } from '../reading/read-answer.ts'
import type { Profile } from '../profile.ts'

/** The word of a component on an answer: 0 to 1, or null where it cannot tell, and why. */
export interface ComponentScore {
  readonly score: number | null
  readonly why: string
}

/** A component of this package's own. */
export type Component = (answer: ReadAnswer, profile: Profile) => ComponentScore

/** One thing that a component looks at: how well it is met, 0 to 1, and its words. */
export type Look = readonly [met: number, words: string]

/** Mean of looks, with the words of those that are not met in full. */
export function meanOf(looks: readonly Look[], unmet = 'all met'): ComponentScore {
  if (looks.length === 0) return { score: null, why: 'nothing to look at' }
  const missing = looks.filter(([met]) => met < 1).map(([, words]) => words)
  return {
    score: looks.reduce((sum, [met]) => sum + met, 0) / looks.length,
    why: missing.length === 0 ? unmet : `not in full: ${missing.join(', ')}`,
  }
}

/** 0 at or below `none`, 1 at or above `full`, and even between. `none` may be the larger one. */
export function ramp(value: number, none: number, full: number): number {
  return Math.min(1, Math.max(0, (value - none) / (full - none)))
}
