import type { LlmBenchError } from '../errors.ts'
import type { MetricName } from '../record/metric.ts'
import type { VersusRecord } from '../record/claim.ts'
import type { Subject } from '../runs/subject.ts'
import { judgeEquivalent } from '../verdicts/comparison.ts'
import { workDoubts } from '../verdicts/equal-work.ts'
import { recordingWords } from '../verdicts/recorded/recording-words.ts'
import { defaultAlpha } from '../verdicts/judgement.ts'
import { comparisonOf, type ComparisonRule } from '../matchers/claims/comparison-claim.ts'
import { inDoubt } from '../matchers/claims/in-doubt.ts'
import { pairWork } from '../matchers/claims/pair-work.ts'
import type { Arms } from '../matchers/claims/paired-runs.ts'

const rule: ComparisonRule = {
  matcher: 'bench.compare',
  band: 0.05,
  judge: judgeEquivalent,
  relation: (_, other) => ({ text: `that of ${other}`, threshold: 1 }),
}

/**
 * An arm of a comparison beside the first: by whole answers, under an open load from when each was due, and by the time
 * a token where the arms answered with other lengths. Null where neither can be told.
 */
export function versusOf(ours: Subject, theirs: Subject): VersusRecord | null {
  // A recording may be what others are compared with, not what is compared.
  if (ours.record.provenance === 'recorded') return null
  const arms = { ours, theirs }
  const whole = ours.record.load.kind === 'open' ? 'response' : 'latency'
  const isEqual = workDoubts(pairWork(arms), whole).length === 0
  return (isEqual ? null : told(arms, 'tpot')) ?? told(arms, whole)
}

function told(arms: Arms, metric: MetricName): VersusRecord | null {
  const { theirs } = arms
  try {
    const claim = comparisonOf(arms, metric, rule, defaultAlpha)
    const { judgement } = claim
    const { doubts, needed } = inDoubt(claim).judgement
    const { id } = theirs.record
    const recording = recordingWords(theirs.record)
    const name = recording === '' ? theirs.record.name : `${theirs.record.name}, ${recording}`
    return {
      run: id,
      name,
      metric,
      ratio: Number.isFinite(judgement.observed) ? judgement.observed : null,
      interval: judgement.interval,
      word: doubts.length > 0 ? 'inconclusive' : judgement.word,
      band: rule.band,
      needed,
      doubts: [...doubts],
    }
  } catch (error) {
    if ((error as LlmBenchError).code === 'not-measured') return null
    throw error
  }
}
