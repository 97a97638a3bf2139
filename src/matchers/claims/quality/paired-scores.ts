import { formatCount } from '../../../figures.ts'
import { plainName } from '../../../plain-text.ts'
import type { QualityRecord } from '../../../record/quality.ts'
import { notMeasured } from '../measured-run.ts'
import { type ScoredSubject, scoreNamed } from './scored-run.ts'

/** Prompts that two runs both scored. */
export interface PairedScores {
  /** Ours - theirs, one a prompt. */
  readonly differences: Float64Array
  /** Prompts whose answers were the same text in both. */
  readonly same: number
  /** Prompts that only one of them scored. */
  readonly alone: number
}

/** Share of prompts that only one run has, from which on those that both have may not stand for all. */
const mostAlone = 0.05

/**
 * The differences of a score by prompt, between two runs. Equal answers differ in nothing, whatever a judge made of
 * them the second time.
 * @throws LlmBenchError `not-measured` where they have no prompt in common, or were scored with other settings
 */
export function pairedScores(ours: ScoredSubject, theirs: ScoredSubject, name: string, matcher: string): PairedScores {
  const [one, other] = [ours, theirs].map((scored) => scoreNamed(scored, name, matcher).score.signature)
  if (one !== other) {
    throw notMeasured(matcher, `the two runs were scored with other settings: ${words(one)} and ${words(other)}`)
  }
  const [mine, others] = [meansOf(ours.quality, name), meansOf(theirs.quality, name)]
  const pairs = [...mine].flatMap(([key, own]) => {
    const theirMean = others.get(key)
    return theirMean === undefined ? [] : [{ own, theirs: theirMean }]
  })
  if (pairs.length === 0) {
    throw notMeasured(matcher, 'the two runs have no scored prompt in common; give both the same prompts')
  }
  const isSame = ({ own, theirs: theirMean }: (typeof pairs)[number]): boolean => own.answers === theirMean.answers
  return {
    differences: Float64Array.from(pairs, (pair) => (isSame(pair) ? 0 : pair.own.mean - pair.theirs.mean)),
    same: pairs.filter(isSame).length,
    alone: mine.size + others.size - 2 * pairs.length,
  }
}

/** Reason why the common prompts say little of all; none where nearly all are common. */
export function aloneDoubts({ differences, alone }: PairedScores): string[] {
  const all = differences.length + alone
  if (alone <= all * mostAlone) return []
  return [`only one of the two runs has scores of ${formatCount(alone)} of ${formatCount(all)} prompts`]
}

interface PromptMean {
  readonly mean: number
  readonly answers: string
}

function meansOf(quality: QualityRecord, name: string): Map<string, PromptMean> {
  const place = quality.scores.findIndex((score) => score.name === name)
  return new Map(
    quality.prompts.flatMap(({ key, answers, means }) => {
      const mean = means[place] ?? null
      return mean === null ? [] : [[key, { mean, answers }] as const]
    }),
  )
}

function words(signature: string | null | undefined): string {
  return signature === null || signature === undefined ? 'none' : `"${plainName(signature)}"`
}
