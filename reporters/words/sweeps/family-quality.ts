import { formatGivenShare, formatNumber } from '../../../src/figures.ts'
import { plainText } from '../../../src/plain-text.ts'
import { divergenceText, intrinsicDigits } from '../intrinsic/intrinsic-lines.ts'
import { nearLowest, perplexityMargin, sharedPredictions } from '../intrinsic/near-lowest.ts'
import type { ConfigurationRun } from './configuration-sweep.ts'
import { scoreOf, sharedScore } from './front.ts'

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

/** Those whose score may be as good as the highest one, by their intervals; one without an interval by its mean. */
function notWorse(cells: readonly ConfigurationRun[], score: string): ConfigurationRun[] {
  const ends = cells.map(({ run }) => {
    const { mean, interval } = scoreOf(run, score) ?? { mean: null, interval: null }
    const value = mean ?? Number.NEGATIVE_INFINITY
    return { value, low: interval?.low ?? value, high: interval?.high ?? value }
  })
  const top = ends.toSorted((one, other) => other.value - one.value)[0]
  return cells.filter((_, index) => (ends[index]?.high ?? 0) >= (top?.low ?? 0))
}
