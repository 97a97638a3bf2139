import type { IntervalRecord, JsonNumber, Provenance } from './figure.ts'

/** One score of the answers of a run. */
export interface ScoreRecord {
  name: string
  /** Mean over the answers that have one, 0 to 1; null where none has. */
  mean: JsonNumber
  /** Answers that were scored. */
  n: number
  interval: IntervalRecord | null
  provenance: Provenance
}

/** Quality of the answers, by one score or several. */
export interface QualityRecord {
  scores: ScoreRecord[]
}
