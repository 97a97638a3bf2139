import { allClaims, bandNotes, claimText, outcomeOf, type PlacedClaim } from '../../words/claims.ts'
import { partsOf, type PlacedPart } from '../../words/joint/joint-parts.ts'
import { formatCount, formatQuantity, none } from '../../../src/figures.ts'
import { formatRange } from '../../words/interval.ts'
import type { Report } from '../../../src/record/report.ts'
import { provenanceLabel } from '../../words/run-label.ts'
import { whyOpen } from '../../words/why-open.ts'
import { workWords } from '../../../src/verdicts/equal-work.ts'
import { scopeWords } from '../../../src/verdicts/launches/launch-scope.ts'
import { section } from './section.ts'
import { type Column, table } from './table.ts'

const verdicts = { pass: '✓ pass', fail: '✗ fail', inconclusive: '? inconclusive' } as const

function policyText(placed: PlacedClaim): string {
  const { claim } = placed
  if (claim.verdict !== 'inconclusive') return claim.policy
  const why = whyOpen(placed)
  if (why !== null) return `${claim.policy}; ${why}`
  const needed = claim.needed === null ? '' : `; ${formatCount(claim.needed)} samples would settle it`
  return `${claim.policy}${needed}`
}

/** The observed value of a claim, with the label of a figure that is no plain measurement. */
export function observedText({ claim }: PlacedClaim): string {
  const label = provenanceLabel(claim.provenance)
  const figure = formatQuantity(claim.observed, claim.unit)
  return label === null || figure === none ? figure : `${figure} (${label})`
}

/** The claim, what the arms of a comparison did beside it, and what one of no regression would have seen. */
function claimCell({ claim }: PlacedClaim): string {
  // Reports of earlier versions know no pairs.
  const pair = claim.pair ?? null
  const beside = [...(pair === null ? [] : [workWords(pair)]), ...bandNotes(claim)]
  return beside.length === 0 ? claimText(claim) : `${claimText(claim)} (${beside.join('; ')})`
}

/** Requests, and the launches they were made in. */
function countCell({ claim }: PlacedClaim): string {
  // Reports of earlier versions know no launches.
  return `${formatCount(claim.n)}${scopeWords(claim.launches ?? null)}`
}

/** A claim, or below it a part of it. */
type Row = PlacedClaim & Partial<Pick<PlacedPart, 'part'>>

const columns: readonly Column<Row>[] = [
  { heading: 'Verdict', cell: ({ claim }) => verdicts[outcomeOf(claim)] },
  { heading: 'Test', cell: (row) => (row.part === undefined ? testText(row) : '') },
  { heading: 'Run', cell: ({ subject }) => subject },
  {
    heading: 'Claim',
    cell: (row) => (row.part === undefined ? claimCell(row) : `– ${row.part.part}: ${claimCell(row)}`),
  },
  {
    heading: 'Matcher',
    cell: ({ claim, part }) => (part === undefined ? `${claim.negated ? '.not' : ''}.${claim.matcher}` : ''),
  },
  { heading: 'Observed', align: 'right', cell: observedText },
  {
    heading: 'Limit',
    align: 'right',
    cell: ({ claim }) => formatQuantity(claim.threshold, claim.unit),
  },
  { heading: 'Interval', align: 'right', cell: ({ claim }) => formatRange(claim.interval, claim.needed) },
  { heading: 'n', align: 'right', cell: countCell },
  {
    heading: 'When inconclusive',
    cell: (row) => (row.part === undefined || row.part.verdict === 'inconclusive' ? policyText(row) : ''),
  },
]

const order = { fail: 0, inconclusive: 1, pass: 2 } as const

/** The claim's effect on its test; one of an attempt that a retry replaced did nothing. */
function testText({ claim, replaced }: PlacedClaim): string {
  if (replaced) return 'retried'
  return claim.passed ? 'passed' : 'failed'
}

function rank({ claim, replaced }: PlacedClaim): number {
  return replaced ? Object.keys(order).length : order[outcomeOf(claim)]
}

/**
 * Section of the claims, each with its verdict and the matcher's result, a joint one with its parts below it: failed
 * ones first, last those of attempts that a retry replaced.
 */
export function claimsSection(report: Report): string {
  const claims = allClaims(report).toSorted((a, b) => rank(a) - rank(b))
  const rows = claims.flatMap(rowsOf)
  return rows.length === 0 ? '' : section('## Claims', table(columns, rows))
}

function rowsOf(placed: PlacedClaim): Row[] {
  return [placed, ...partsOf(placed)]
}
