import { formatCount } from '../../../src/figures.ts'
import type { Report } from '../../../src/record/report.ts'
import { decisiveClaims, type PlacedClaim } from '../claims.ts'
import { jointLines } from '../joint/joint-lines.ts'
import { intrinsicLines } from '../intrinsic/intrinsic-lines.ts'
import { keyFigures } from '../key-figures.ts'
import { scoreLines } from '../quality/score-words.ts'
import { latestAttempts } from '../run-label.ts'
import { configurationLines } from '../sweeps/configurations.ts'
import { hasChange } from './claim-sentence.ts'
import { changeLine, comparisonLines } from './comparison-answers.ts'
import { loadLines } from './load-answers.ts'
import { savingLines } from './saving-answers.ts'
import { togetherLines } from './together-answers.ts'

/** One answer of a report: plain text, names still to be escaped. */
export interface Answer {
  readonly title: string
  readonly text: string
  /** Parts of it, a line each; left out where it has none. */
  readonly parts?: readonly string[]
}

/** Answers of one kind that a page shows; the others are in the tables. */
const mostOfAKind = 8

/** The answers of a report: comparisons, sweeps, searches, savings, replacements, then key figures, a sentence each. */
export function answersOf(report: Report): Answer[] {
  const runs = latestAttempts(report.runs)
  const claims = decisiveClaims(report)
  const changes = claims.filter(hasChange)
  const of = (origin: 'baseline' | 'declared'): string[] =>
    changes.filter(({ claim }) => claim.change.of === origin).map(changeLine)
  return [
    ...some('Comparison', comparisonLines(runs)),
    ...some('Over a declared figure', of('declared')),
    ...some('Against the baseline', of('baseline')),
    ...replacements(claims).slice(0, mostOfAKind),
    ...some('Configurations', configurationLines(runs)),
    ...some('Load', loadLines(runs)),
    ...some('Local against API', savingLines(runs)),
    ...some('Models together', togetherLines(report.several)),
    ...some('Predictions', intrinsicLines(report.intrinsic)),
    ...some('Quality', scoreLines(runs)),
    ...keyFigures(report),
  ]
}

function some(title: string, lines: readonly string[]): Answer[] {
  const shown = lines.slice(0, mostOfAKind).map((text) => ({ title, text }))
  const more = lines.length - shown.length
  return more === 0 ? shown : [...shown, { title, text: `${formatCount(more)} more, in the tables below` }]
}

/** Whether a run replaces another: each such claim with its parts. */
function replacements(claims: readonly PlacedClaim[]): Answer[] {
  return claims.flatMap((placed) => {
    const [text, ...parts] = jointLines(placed)
    return text === undefined ? [] : [{ title: 'Replacement', text, parts: parts.map((line) => line.trim()) }]
  })
}
