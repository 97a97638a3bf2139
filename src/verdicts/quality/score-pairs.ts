import type { QualityRecord } from '../../record/quality.ts'

/** Prompts that two runs both scored. */
export interface ScorePairs {
  /** Ours - theirs, one a prompt. */
  readonly differences: Float64Array
  /** Prompts whose answers were all one text, the same in both. */
  readonly same: number
  /** Prompts that only one of them scored. */
  readonly alone: number
}

/** Stands in the print of several distinct answers, and in none of one. */
const betweenAnswers = '+'

interface PromptMean {
  readonly mean: number
  readonly answers: string
}

/**
 * The differences of a score by prompt, between two runs. One answer that both gave every time differs in nothing,
 * whatever a judge made of it the second time; how often each of several was given is not kept, and may have changed.
 */
export function scorePairs(ours: QualityRecord, theirs: QualityRecord, name: string): ScorePairs {
  const [mine, others] = [meansOf(ours, name), meansOf(theirs, name)]
  const pairs = [...mine].flatMap(([key, own]) => {
    const theirMean = others.get(key)
    return theirMean === undefined ? [] : [{ own, theirs: theirMean }]
  })
  const isSame = ({ own, theirs: theirMean }: (typeof pairs)[number]): boolean =>
    own.answers === theirMean.answers && !own.answers.includes(betweenAnswers)
  return {
    differences: Float64Array.from(pairs, (pair) => (isSame(pair) ? 0 : pair.own.mean - pair.theirs.mean)),
    same: pairs.filter(isSame).length,
    alone: mine.size + others.size - 2 * pairs.length,
  }
}

function meansOf({ scores, prompts }: QualityRecord, name: string): Map<string, PromptMean> {
  const place = scores.findIndex((score) => score.name === name)
  return new Map(
    // A report of an earlier version has means alone.
    (prompts ?? []).flatMap(({ key, answers, means }) => {
      const mean = means[place] ?? null
      return mean === null ? [] : [[key, { mean, answers }] as const]
    }),
  )
}
