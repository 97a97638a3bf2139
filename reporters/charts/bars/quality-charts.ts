import { formatCount, formatNumber } from '../../../src/figures.ts'
import { plainName } from '../../../src/plain-text.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { barRows } from './bar-rows.ts'

/** Scores that have a chart. */
const mostScores = 8

/** A chart of each score that is no part of another: its mean of every run that has it, from 0 to 1. */
export function qualityCharts(runs: readonly RunRecord[]): { readonly name: string; readonly svg: string }[] {
  // Reports of earlier versions know no scores.
  const all = runs.flatMap((run) => (run.quality?.scores ?? []).map((score) => ({ run, score })))
  const names = [...new Set(all.filter(({ score }) => score.partOf === null).map(({ score }) => score.name))]
  return names.slice(0, mostScores).flatMap((name) => {
    const rows = all.flatMap(({ run, score: { name: own, mean, interval, prompts } }) =>
      own !== name || mean === null
        ? []
        : [{ run, value: mean, interval, words: `${formatNumber(mean)}, ${formatCount(prompts)} prompts` }],
    )
    const svg = barRows(`Score: ${plainName(name)} (0 to 1, more is better)`, rows, 1)
    return svg === null ? [] : [{ name: plainName(name), svg }]
  })
}
