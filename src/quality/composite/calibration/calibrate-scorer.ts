import { checkValue } from '../../../option-check/check-value.ts'
import { kendallTau } from '../../../stats/association/kendall.ts'
import { kendallInterval, spearmanInterval } from '../../../stats/association/rank-interval.ts'
import { spearman } from '../../../stats/association/spearman.ts'
import type { Scorer } from '../../scorer.ts'
import { scoreAnswers, type ScoreColumn } from '../../scoring/score-answers.ts'
import type { Calibration, HumanScore, RankCorrelation, ScoreCalibration } from './calibration.ts'
import { humanScoresSchema } from './human-scores-schema.ts'

const confidence = 0.9

/**
 * Rank correlations of each score with what people gave.
 * @throws LlmBenchError `invalid-option` for other than 5 to 5,000 answers, or scores that are no finite numbers
 */
export async function calibrateScorer(scorer: Scorer, humanScores: readonly HumanScore[]): Promise<Calibration> {
  checkValue(humanScoresSchema, humanScores, 'calibrate(humanScores)')
  const columns = await scoreAnswers(
    humanScores.map(({ score: _given, ...answer }) => answer),
    [scorer],
    { onProgress: () => {}, signal: new AbortController().signal },
  )
  const given = humanScores.map(({ score }) => score)
  return { n: humanScores.length, scores: columns.map((column) => calibrated(column, given)) }
}

function calibrated({ name, partOf, scores }: ScoreColumn, given: readonly number[]): ScoreCalibration {
  const pairs = scores.flatMap(({ score }, place) => (score === null ? [] : [[score, given[place] as number] as const]))
  const ours = Float64Array.from(pairs, ([score]) => score)
  const theirs = Float64Array.from(pairs, ([, score]) => score)
  return {
    name,
    partOf,
    n: pairs.length,
    spearman: within(spearman(ours, theirs), pairs.length, spearmanInterval),
    kendall: within(kendallTau(ours, theirs), pairs.length, kendallInterval),
  }
}

function within(value: number | null, n: number, intervalOf: typeof spearmanInterval): RankCorrelation {
  const ends = value === null ? null : intervalOf(value, n, confidence)
  return { value, interval: ends === null ? null : { ...ends, confidence } }
}
