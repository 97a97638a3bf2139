import { intervalRecord, type JsonNumber } from '../../record/figure.ts'
import type { ScoredPromptRecord, ScoreRecord } from '../../record/quality.ts'
import { scoreInterval } from '../../stats/intervals/score-interval.ts'

const confidence = 0.9

/** Means of one score, of each prompt that has one. */
export function meansAt(prompts: readonly Pick<ScoredPromptRecord, 'means'>[], place: number): number[] {
  return prompts.flatMap(({ means }) => means[place] ?? [])
}

/** The figures of a score over prompts, each of which counts once. */
export function overPrompts(means: readonly number[]): Pick<ScoreRecord, 'mean' | 'prompts' | 'interval'> {
  const ends = scoreInterval(Float64Array.from(means), confidence)
  return {
    mean: meanOf(means),
    prompts: means.length,
    interval: ends === null ? null : intervalRecord(ends, confidence),
  }
}

/** The mean of the scores that there are; null for none. */
export function meanOf(scores: readonly JsonNumber[]): JsonNumber {
  const known = scores.filter((score) => score !== null)
  return known.length === 0 ? null : known.reduce((sum, score) => sum + score, 0) / known.length
}
