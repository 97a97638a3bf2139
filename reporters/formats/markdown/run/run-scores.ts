import { formatCount, formatNumber, none } from '../../../../src/figures.ts'
import type { ScoreRecord } from '../../../../src/record/quality.ts'
import type { RunRecord } from '../../../../src/record/run.ts'
import { formatRange, intervalName } from '../../../words/interval.ts'
import { escapeCell } from '../escape.ts'
import { blocks } from '../section.ts'
import { type Column, table } from '../table.ts'

const columns: readonly Column<ScoreRecord>[] = [
  // A report of an earlier version knows no parts, and no numbers of prompts.
  { heading: 'Score', cell: ({ name, partOf }) => ((partOf ?? null) === null ? name : `of it ${name}`) },
  { heading: 'Mean', align: 'right', cell: ({ mean }) => formatNumber(mean) },
  { heading: 'Interval', align: 'right', cell: ({ interval }) => formatRange(interval) },
  { heading: 'Whole', align: 'right', cell: ({ whole }) => formatNumber(whole ?? null) },
  { heading: 'Prompts', align: 'right', cell: ({ prompts }) => formatCount(prompts ?? null) },
  { heading: 'Answers', align: 'right', cell: ({ n }) => formatCount(n) },
  { heading: 'Null', align: 'right', cell: ({ nulls }) => formatCount(nulls ?? null) },
  { heading: 'Scorer failed', align: 'right', cell: ({ failures }) => formatCount(failures ?? null) },
  { heading: 'Settings', cell: ({ signature, failure }) => signature ?? failure ?? none },
]

/** Table of the scores of a run's answers; null where none were scored. */
export function scoresTable({ quality, joinedFrom }: RunRecord): string | null {
  const scores = quality?.scores ?? []
  if (scores.length === 0) return null
  const name = intervalName(scores.find(({ interval }) => interval !== null)?.interval)
  return blocks(
    '**Quality**',
    table(columns, scores),
    `Means are over prompts, not over answers, and so is the ${name}. Answers without a score are in no mean.`,
    joinedLine(joinedFrom ?? []),
    ...scores.flatMap(correctedLines),
    // A report of an earlier version has no page.
    pageLink(quality?.page ?? null),
  )
}

/** Of a load in parts: how its scores came together. */
function joinedLine({ length }: readonly string[]): string | null {
  if (length === 0) return null
  return (
    `Joined from ${formatCount(length)} parts: answers to one prompt count together, whichever part made them. ` +
    'What all answers score as one text ("Whole") is told by each part of its own answers.'
  )
}

/** A link to the page of the answers, beside the report; none to a path that is anywhere else. */
function pageLink(page: string | null): string | null {
  return page === null || !/^journal\/[\w./-]+$/u.test(page) ? null : `Answers beside their scores: [page](${page})`
}

/** The rate that a judge's verdicts stand for, in a sentence; none where it was given no calibration. */
function correctedLines({ name, judge }: ScoreRecord): string[] {
  // A report of an earlier version knows no judges.
  const corrected = judge?.corrected ?? null
  if (corrected === null) return []
  const { observed, rate, interval, n, sensitivity, specificity, refused } = corrected
  const by =
    `sensitivity ${formatCount(sensitivity.found)} of ${formatCount(sensitivity.of)}, ` +
    `specificity ${formatCount(specificity.found)} of ${formatCount(specificity.of)}`
  const told =
    refused === null
      ? `corrected for what the judge gets wrong ${formatNumber(rate)} ` +
        `(${intervalName(interval)} ${formatRange(interval)})`
      : `not corrected: ${refused}`
  return [
    `${escapeCell(name)}: ${formatNumber(observed)} of ${formatCount(n)} prompts are called good, ${told}; ${by}.`,
  ]
}
