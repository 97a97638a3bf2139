import type { RunRecord } from '../../../src/record/run.ts'
import type { ScoreRecord } from '../../../src/record/quality.ts'
import { formatCount, formatNumber } from '../../../src/figures.ts'
import { plainName } from '../../../src/plain-text.ts'
import { latestAttempts, runLabel } from '../run-label.ts'
import { formatRange, intervalName, withInterval } from '../interval.ts'

/** Columns a name may take before its scores. */
const nameWidth = 40

/** Scores of a run that are no parts of others; none where nothing was scored, as in a report of an earlier version. */
export function mainScores({ quality }: RunRecord): readonly ScoreRecord[] {
  return (quality?.scores ?? []).filter(({ partOf }) => (partOf ?? null) === null)
}

/** The score of a run by its name; null where it has none, as in a report of an earlier version. */
export function scoreOf({ quality }: RunRecord, name: string): ScoreRecord | null {
  return quality?.scores.find((score) => score.name === name) ?? null
}

/** A score with its name and its interval: `rouge 0.412 (90 % interval 0.38 to 0.44, 30 prompts)`. */
export function scoreWords({ name, mean, interval, prompts }: ScoreRecord): string {
  const between = interval === null ? 'no interval' : `${intervalName(interval)} ${formatRange(interval)}`
  const counted = prompts === undefined ? '' : `, ${formatCount(prompts)} ${prompts === 1 ? 'prompt' : 'prompts'}`
  return `${plainName(name)} ${formatNumber(mean)} (${between}${counted})`
}

/** A score with its name and its interval, in a cell: `rouge 0.412 [0.38, 0.44]`. */
export function shortScoreWords({ name, mean, interval }: ScoreRecord): string {
  return withInterval(`${plainName(name)} ${formatNumber(mean)}`, formatRange(interval))
}

/** Parts of a total, by their own names, after it: ` of semantic 0.9, structure 1`; '' for a score without any. */
export function partWords({ quality }: RunRecord, total: string): string {
  const parts = (quality?.scores ?? []).filter(({ partOf }) => partOf === total)
  const own = (name: string): string => plainName(name.startsWith(`${total}: `) ? name.slice(total.length + 2) : name)
  return parts.length === 0
    ? ''
    : ` of ${parts.map(({ name, mean }) => `${own(name)} ${formatNumber(mean)}`).join(', ')}`
}

/** The scores of each run that has some, a line a run; runs that a retry replaced are left out. */
export function scoreLines(runs: readonly RunRecord[]): string[] {
  return latestAttempts(runs).flatMap((run) => {
    const words = mainScores(run).map((score) => `${scoreWords(score)}${partWords(run, score.name)}`)
    return words.length === 0 ? [] : [`${runLabel(run, nameWidth)}: ${words.join('; ')}`]
  })
}
