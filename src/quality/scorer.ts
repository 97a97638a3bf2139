import type { JudgeRecord } from '../record/quality.ts'
import type { TargetRecord } from '../record/target.ts'
import type { ChatMessage } from '../workload/prompt.ts'

/** One answer of a run, as a scorer gets it. */
export interface AnswerToScore {
  /** The prompt; of a chat its last user message. */
  readonly input: string
  /** The answer's visible text. It is untrusted: do not run or render it. */
  readonly output: string
  /** The answer that the prompt wants; undefined where it says none. */
  // oxlint-disable-next-line typescript/no-explicit-any -- a scorer says what it wants of it
  readonly expected?: any
  /** All messages of a chat; absent elsewhere. */
  readonly messages?: readonly ChatMessage[]
}

/** One score of an answer, as autoevals has it. */
export interface Score {
  /** Name in tables and matchers; that of the scorer where left out. */
  readonly name?: string | undefined
  /** From 0 to 1, higher is better; true is 1 and false 0; null where the answer cannot be scored. */
  readonly score: number | boolean | null
  /** Whatever explains it; `rationale` is shown beside the answer. */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined
  /** Name of the score of the same scorer that this one is a part of: a profile's total. */
  readonly partOf?: string | undefined
}

/** The score of an answer, several of them, or the bare number. */
export type ScoreResult = Score | readonly Score[] | number | boolean | null

/** The target whose answers are scored. */
export type ScoredTarget = Pick<TargetRecord, 'kind' | 'model' | 'spec' | 'modelHash'>

/** Settings that a scorer may have, as fields of its function. */
export interface ScorerSettings {
  /** Name where its results have none; that of the function where left out. */
  readonly scorerName?: string
  /** Settings that its score depends on, for the report. */
  readonly signature?: string
  /** Milliseconds that one answer may take. Default 60,000. */
  readonly timeout?: number
  /** Answers that it scores at the same time. Default 4. */
  readonly concurrency?: number
  /** Score of all answers as one text, 0 to 1, for what is no mean of the answers' own. */
  readonly whole?: (answers: readonly AnswerToScore[]) => number | null
  /**
   * The judge behind its scores, for the report, told the mean score of each prompt; null where it is not known who
   * judged.
   */
  readonly judged?: (means: readonly number[]) => JudgeRecord | null
  /**
   * Called before anything is measured, with the target whose answers it will score: a scorer that is a model itself
   * gets ready, or throws to refuse it. Of several runs called once more before the answers of each are scored.
   */
  readonly accept?: (target: ScoredTarget) => void | Promise<void>
}

/**
 * A function that scores one answer, with the ecosystem's shape:
 * `({ input, output, expected }) => ({ name, score, metadata })`, or a promise of it.
 */
export type Scorer = ((answer: AnswerToScore) => ScoreResult | Promise<ScoreResult>) & ScorerSettings
