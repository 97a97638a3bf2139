import { formatCount, formatGivenShare } from '../../../src/figures.ts'
import { plainName } from '../../../src/plain-text.ts'
import type { Report } from '../../../src/record/report.ts'
import { changeText } from '../../words/answers/change-words.ts'
import { type ChangeClaim, figuresText, hasChange } from '../../words/answers/claim-sentence.ts'
import { decisiveClaims, outcomeOf } from '../../words/claims.ts'
import { runLabel } from '../../words/run-label.ts'
import { blocks } from '../markdown/section.ts'
import { sentenceText } from '../markdown/sentence.ts'
import { type Column, tableOfFirst } from '../markdown/table.ts'

/** Columns of a name in a table. */
const nameWidth = 50

const verdicts = { pass: '✓ within', fail: '✗ worse', inconclusive: '? open' } as const

const columns: readonly Column<ChangeClaim>[] = [
  { heading: 'Run', cell: ({ run, subject }) => (run === null ? subject : runLabel(run, nameWidth)) },
  { heading: 'Figure', cell: ({ claim }) => `${claim.change.statistic} of ${claim.metric}` },
  { heading: 'Baseline -> now', align: 'right', cell: ({ claim }) => figuresText(claim.change) },
  { heading: 'Change', align: 'right', cell: ({ claim }) => changeText(claim.change.ratio, claim.change.interval) },
  {
    heading: 'Allowed',
    align: 'right',
    cell: ({ claim: { band } }) => (band === null ? '' : formatGivenShare(band.judged)),
  },
  { heading: 'Verdict', cell: ({ claim }) => verdicts[outcomeOf(claim)] },
  { heading: 'n', align: 'right', cell: ({ claim }) => formatCount(claim.n) },
]

const order = { fail: 0, inconclusive: 1, pass: 2 } as const

/** The runs beside their baselines, what got worse first; null where none was compared with one. */
export function baselineTable(report: Report, most: number): string | null {
  const changes = decisiveClaims(report)
    .filter(hasChange)
    .filter(({ claim }) => claim.change.of === 'baseline')
    .toSorted((a, b) => order[outcomeOf(a.claim)] - order[outcomeOf(b.claim)])
  if (changes.length === 0) return null
  const names = [...new Set(changes.map(({ claim }) => claim.change.name))].map((name) => `"${plainName(name)}"`)
  return blocks(
    `**Against the baseline** ${sentenceText(names.slice(0, 3).join(', '))}`.trimEnd(),
    tableOfFirst(columns, changes, most),
    'In brackets: the interval of the change that was judged.',
  )
}
