import { createHash } from 'node:crypto'
import type { JudgeRecord } from '../../record/quality.ts'
import type { Discernment } from '../../stats/judged/corrected-share.ts'
import { correctedRecord } from '../calibration/correct.ts'
import { assertOther, identityWords, type ModelIdentity } from '../model/identity.ts'
import type { AnswerToScore, Score, ScoredTarget, Scorer } from '../scorer.ts'
import type { Asker } from './asker.ts'
import { fenceWords } from './fenced.ts'

/** A judge, and what it is asked beside the texts. */
export interface JudgeSetting {
  /** The call that made it, for messages. */
  readonly call: string
  readonly name: string
  readonly asker: Asker
  readonly timeoutMs: number
  /** Question and criteria, as its print is made of them. */
  readonly rubric: unknown
  /** How well it tells good from bad; null where nobody looked. */
  readonly calibration?: Discernment | null
  /** Names of the scores beside the total. */
  readonly parts?: readonly string[]
  /** Answers that it is asked about once more, for its noise. */
  readonly repeats: number
}

/** One look of a judge at an answer. */
export interface Verdict {
  /** Scores of the answer, its total first. */
  readonly scores: readonly Score[]
  /** Figure of the first question, 0 to 1, and the same question asked again. */
  readonly first: number
  readonly again: () => Promise<number>
}

const usualTimeoutMs = 60_000
const usualRepeats = 20
const printLength = 16

/** Options that every judge has, with their defaults. */
export function usual({ timeout = usualTimeoutMs, repeats = usualRepeats }: { timeout?: number; repeats?: number }): {
  readonly timeoutMs: number
  readonly repeats: number
} {
  return { timeoutMs: timeout, repeats }
}

/**
 * The scorer of a judge: it refuses its own model, tells who it is and the print of its prompt, and asks the first
 * answers once more, the same in every letter, so that its own noise is a figure.
 * @param look gives its verdict of an answer; null for one that cannot be judged
 */
export function judgeScorer(
  { call, name, asker, timeoutMs, rubric, repeats, parts = [], calibration = null }: JudgeSetting,
  look: (answer: AnswerToScore) => Promise<Verdict | null>,
): Scorer {
  const noise = `${name} noise`
  const print = createHash('sha256')
    .update(JSON.stringify([asker.method, fenceWords, rubric]))
    .digest('hex')
    .slice(0, printLength)
  let known: Promise<ModelIdentity> | null = null
  let who: ModelIdentity | null = null
  const identity = async (): Promise<ModelIdentity> => {
    const found = await (known ??= asker.identity())
    who = found
    return found
  }
  const allParts = [...parts, ...(repeats === 0 ? [] : [noise])]
  let left = repeats
  const score = async (answer: AnswerToScore): Promise<Score[]> => {
    await identity()
    const verdict = await look(answer)
    if (verdict === null)
      return [{ name, score: null }, ...allParts.map((part) => ({ name: part, score: null, partOf: name }))]
    const { scores, first, again } = verdict
    const repeated = left > 0 ? (left--, Math.abs(first - (await again()))) : null
    return [...scores, ...(repeats === 0 ? [] : [{ name: noise, score: repeated, partOf: name }])]
  }
  const judged = (means: readonly number[]): JudgeRecord | null => {
    if (who === null) return null
    const { name: model, modelHash, place } = who
    const rate = calibration === null ? null : correctedRecord(means, calibration)
    return { model, modelHash, place, method: asker.method, prompt: print, corrected: rate }
  }
  const settings = {
    judged,
    scorerName: name,
    timeout: timeoutMs,
    concurrency: asker.concurrency,
    accept: async (target: ScoredTarget) => {
      assertOther(call, await identity(), target)
      // Each run has a noise of its own.
      left = repeats
    },
  }
  return Object.defineProperty(Object.assign(score, settings), 'signature', {
    get: () => (who === null ? '' : `judge ${identityWords(who)}, ${asker.method}, prompt ${print}`),
    enumerable: true,
  }) as Scorer
}
