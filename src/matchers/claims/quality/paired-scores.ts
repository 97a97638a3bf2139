import { formatCount } from '../../../figures.ts'
import { plainName } from '../../../plain-text.ts'
import { type ScorePairs, scorePairs } from '../../../verdicts/quality/score-pairs.ts'
import { notMeasured } from '../measured-run.ts'
import { type ScoredSubject, scoreNamed } from './scored-run.ts'

/** Share of prompts that only one run has, from which on those that both have may not stand for all. */
const mostAlone = 0.05

/**
 * The differences of a score by prompt, between two runs. One answer that both gave every time differs in nothing,
 * whatever a judge made of it the second time.
 * @throws LlmBenchError `not-measured` where they have no prompt in common, or were scored with other settings
 */
export function pairedScores(ours: ScoredSubject, theirs: ScoredSubject, name: string, matcher: string): ScorePairs {
  const [one, other] = [ours, theirs].map((scored) => scoreNamed(scored, name, matcher).score.signature)
  if (one !== other) {
    throw notMeasured(matcher, `the two runs were scored with other settings: ${words(one)} and ${words(other)}`)
  }
  const pairs = scorePairs(ours.quality, theirs.quality, name)
  if (pairs.differences.length === 0) {
    throw notMeasured(matcher, 'the two runs have no scored prompt in common; give both the same prompts')
  }
  return pairs
}

/** Reason why the common prompts say little of all; none where nearly all are common. */
export function aloneDoubts({ differences, alone }: ScorePairs): string[] {
  const all = differences.length + alone
  if (alone <= all * mostAlone) return []
  return [`only one of the two runs has scores of ${formatCount(alone)} of ${formatCount(all)} prompts`]
}

function words(signature: string | null | undefined): string {
  return signature === null || signature === undefined ? 'none' : `"${plainName(signature)}"`
}
