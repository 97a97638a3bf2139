import { formatGivenShare, formatNumber } from '../../../src/figures.ts'
import { plainText } from '../../../src/plain-text.ts'
import { divergenceText, intrinsicDigits } from '../intrinsic/intrinsic-lines.ts'
import { nearLowest, perplexityMargin, sharedPredictions } from '../intrinsic/near-lowest.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { differenceInterval } from '../../../src/stats/intervals/difference-interval.ts'
import { scorePairs } from '../../../src/verdicts/quality/score-pairs.ts'
import { scoreOf } from '../quality/score-words.ts'
import type { ConfigurationRun } from './configuration-sweep.ts'
import { sharedScore } from './front.ts'

const fewestPrompts = 5
const confidence = 0.9

/** Those of a family that are good enough, as far as quality is known. */
export interface FamilyQuality {
  readonly good: readonly ConfigurationRun[]
  /** Quality that they have: "a chrf that cannot be told from the best". */
  readonly words: string
}

/** The members whose quality cannot be told from the best: by a score of their answers, and by their perplexity. */
export function familyQuality(cells: readonly ConfigurationRun[]): FamilyQuality {
  const score = sharedScore(cells.map(({ run }) => run))
  const predictions = sharedPredictions(cells.map(({ run }) => run))
  const near = predictions === null ? null : nearLowest(predictions)
  const scored = score === null ? cells : notWorse(cells, score)
  const good = scored.filter((cell) => near?.[cells.indexOf(cell)] ?? true)
  return {
    // Where the two leave none the score alone decides.
    good: good.length === 0 ? scored : good,
    words: [
      ...(score === null ? [] : [`a ${plainText(score)} that cannot be told from the best`]),
      ...(near === null ? [] : [`a perplexity within ${formatGivenShare(perplexityMargin)} of the lowest`]),
    ].join(' and '),
  }
}

/** Words for the quality of the one that is chosen. */
export function chosenQuality({ run }: ConfigurationRun, cells: readonly ConfigurationRun[]): string {
  const score = sharedScore(cells.map((cell) => cell.run))
  const found = score === null ? null : scoreOf(run, score)
  // Reports of earlier versions have none.
  const intrinsic = run.intrinsic ?? null
  const parts = [
    ...(found === null || score === null ? [] : [`its mean ${plainText(score)} is ${formatNumber(found.mean)}`]),
    ...(run.provenance === 'synthetic' || intrinsic === null ? [] : [predictionWords(intrinsic)]),
  ]
  if (parts.length > 0) return parts.join(', ')
  if (run.provenance === 'synthetic') return 'by speed and size alone, for random weights have no quality'
  return 'by speed and size alone, for quality was not measured'
}

function predictionWords({ perplexity, divergence }: NonNullable<ConfigurationRun['run']['intrinsic']>): string {
  const own = `its perplexity is ${formatNumber(perplexity, intrinsicDigits)}`
  if (divergence === null) return own
  const { basePerplexity, base } = divergence
  return (
    `${own} (${plainText(base.quantization ?? base.model)} ${formatNumber(basePerplexity, intrinsicDigits)}), ` +
    `KL divergence ${divergenceText(divergence)} nats a token`
  )
}

/**
 * Those whose score may be as good as the highest one: by the interval of their differences, one a prompt, or by the
 * intervals of both where they have fewer than five prompts in common; one without an interval by its mean.
 */
function notWorse(cells: readonly ConfigurationRun[], score: string): ConfigurationRun[] {
  const ends = cells.map(({ run }) => {
    const { mean, interval } = scoreOf(run, score) ?? { mean: null, interval: null }
    const value = mean ?? Number.NEGATIVE_INFINITY
    return { run, value, low: interval?.low ?? value, high: interval?.high ?? value }
  })
  const [top] = ends.toSorted((one, other) => other.value - one.value)
  return cells.filter((_, index) => {
    const own = ends[index]
    if (own === undefined || top === undefined || own === top) return true
    return (mostAbove(own.run, top.run, score) ?? own.high - top.low) >= 0
  })
}

/** The most that a score may be above another one's; null where they share too few prompts to tell. */
function mostAbove({ quality }: RunRecord, other: RunRecord, score: string): number | null {
  if (!quality || !other.quality) return null
  const { differences } = scorePairs(quality, other.quality, score)
  const ends = differences.length < fewestPrompts ? null : differenceInterval(differences, confidence)
  return ends?.high ?? null
}
