import type { AnswerToScore } from '../../scorer.ts'

/** An answer, and what people say of it. */
export interface HumanScore extends AnswerToScore {
  /** Any finite number, higher is better; the mean of several raters where there are several. */
  readonly score: number
}

/** A rank correlation, and the 90 % interval in which it may lie. Null where one side does not vary. */
export interface RankCorrelation {
  readonly value: number | null
  readonly interval: { readonly low: number; readonly high: number; readonly confidence: number } | null
}

/** How far a score ranks answers as people do. */
export interface ScoreCalibration {
  readonly name: string
  readonly partOf: string | null
  /** Answers with this score. */
  readonly n: number
  /** Spearman's rank correlation, equal values share the mean of their ranks. */
  readonly spearman: RankCorrelation
  /** Kendall's tau-b, which corrects for equal values. */
  readonly kendall: RankCorrelation
}

/** Calibration of each score of a scorer, the total first. */
export interface Calibration {
  /** Answers that were given. */
  readonly n: number
  readonly scores: readonly ScoreCalibration[]
}
