import type { IntervalRecord, JsonNumber, Provenance } from './figure.ts'

/** The share of prompts whose answers are good, corrected for what the judge gets wrong. */
export interface CorrectedRateRecord {
  /** Share that the judge called good, and the prompts that it is of. */
  observed: number
  n: number
  /** By Rogan and Gladen; null where {@link refused} says why not. */
  rate: JsonNumber
  /** By Lang and Reiczigel. */
  interval: IntervalRecord | null
  /** Cases of its calibration that it called as they are, of the good ones and of the others. */
  sensitivity: { found: number; of: number }
  specificity: { found: number; of: number }
  refused: string | null
}

/** The model that judged. */
export interface JudgeRecord {
  /** Its name; untrusted text. */
  model: string
  /** Digest of its file; null where there is none to look at. */
  modelHash: string | null
  /** Origin of the address that it was asked at, or its provider; null for one in a process of ours. */
  place: string | null
  /** `probabilities`: of the choices, no text being read; `JSON schema`: one field of an answer. */
  method: 'probabilities' | 'JSON schema'
  /** Print of all that it is asked beside the texts. */
  prompt: string
  /** Null where it was given no calibration. */
  corrected: CorrectedRateRecord | null
}

/** One score of the answers of a run. The prompt is the unit: answers to one prompt count as their mean. */
export interface ScoreRecord {
  name: string
  /** Mean over the prompts that have one, 0 to 1; null where none has. */
  mean: JsonNumber
  /** Answers that were scored. */
  n: number
  /** Prompts that these answer: the number that the interval rests on. */
  prompts: number
  /** Answers that its scorer gave no score on purpose: they are in no mean. */
  nulls: number
  /** Answers that have no score because the scorer failed: it threw, took too long, or gave what is no score. */
  failures: number
  /** First such failure, in one line; null where there was none. Untrusted text. */
  failure: string | null
  interval: IntervalRecord | null
  /** Name of the score that this one is a part of; null where it stands for itself. */
  partOf: string | null
  /** Settings that the score depends on, such as a tokenizer; null where its scorer tells none. */
  signature: string | null
  /** The score of all answers as one text, where its scorer has one, as of BLEU; 0 to 1. */
  whole: JsonNumber
  /** The model that gave it; null where none did. */
  judge: JudgeRecord | null
  provenance: Provenance
}

/** One prompt of a run with what its answers scored. */
export interface ScoredPromptRecord {
  /** Print of the prompt and its expected answer, by which it is known in another run. */
  key: string
  /**
   * Prints of its distinct answers, joined by `+`: equal where another run gave the same ones, however often each. Of
   * more than a hundred one print of them all, after a `+`.
   */
  answers: string
  /** Answers to it. */
  n: number
  /** Answers that each score has, in the order of the scores. */
  scored: number[]
  /** Mean of each score, in the order of the scores; null where none of its answers has one. */
  means: JsonNumber[]
}

/** One answer with its scores. */
export interface ScoredAnswerRecord {
  /** `index` of its sample, and `turn` in a conversation. Of a load in parts: in its own part. */
  index: number
  turn: number | null
  /** Place of its prompt in the list of those. */
  prompt: number
  /** In the order of the scores; null where it has none. */
  scores: JsonNumber[]
}

/** Quality of the answers, by one score or several. */
export interface QualityRecord {
  scores: ScoreRecord[]
  /** Prompts with an answer, in the order in which they were given. */
  prompts: ScoredPromptRecord[]
  /** Answers in the order in which they were sent, those of a load in parts one part after the other; at most 2,000. */
  answers: ScoredAnswerRecord[]
  /** Requests that failed, so that there was nothing to score. */
  unanswered: number
  /** Path, from the report's folder, of a page of the answers beside their scores; null where none was written. */
  page: string | null
}
