import { allClaims, bandNotes, claimText, outcomeOf, type PlacedClaim } from '../../../words/claims.ts'
import { formatCount, formatQuantity } from '../../../../src/figures.ts'
import { formatRange, withInterval } from '../../../words/interval.ts'
import { explained } from '../../../words/check-meanings.ts'
import { beforeAfter, hasChange, observedText, underText } from '../../../words/answers/claim-sentence.ts'
import type { Report } from '../../../../src/record/report.ts'
import { whyOpen } from '../../../words/why-open.ts'
import { workWords } from '../../../../src/verdicts/equal-work.ts'
import { scopeWords } from '../../../../src/verdicts/launches/launch-scope.ts'
import { folded } from '../folded.ts'
import { partsOf, type PlacedPart } from '../../../words/joint/joint-parts.ts'
import { type Column, tableOfFirst } from '../table.ts'

const verdicts = { pass: '✓ pass', fail: '✗ fail', inconclusive: '? inconclusive' } as const

/** Rows of claims at most. */
const mostRows = 150

function openText(placed: PlacedClaim): string {
  const { claim } = placed
  if (claim.verdict !== 'inconclusive') return ''
  const why = whyOpen(placed)
  if (why !== null) return `${claim.policy}; ${explained(why)}`
  const needed = claim.needed === null ? '' : `; ${formatCount(claim.needed)} samples would settle it`
  return `${claim.policy}${needed}`
}

/** The claim, what the arms of a comparison did beside it, and what one of no regression would have seen. */
function claimCell({ claim }: PlacedClaim): string {
  // Reports of earlier versions know no pairs.
  const pair = claim.pair ?? null
  const beside = [...(pair === null ? [] : [workWords(pair)]), ...bandNotes(claim)]
  return beside.length === 0 ? claimText(claim) : `${claimText(claim)} (${beside.join('; ')})`
}

/** The figure that was seen, with its interval: before and after where it compares two. */
function observedCell(placed: PlacedClaim): string {
  if (hasChange(placed)) return beforeAfter(placed.claim.change)
  const seen = withInterval(observedText(placed), formatRange(placed.claim.interval, placed.claim.needed))
  const under = underText(placed.claim)
  return under === null ? seen : `${seen}; ${under}`
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
  { heading: 'Observed', align: 'right', cell: observedCell },
  { heading: 'Limit', align: 'right', cell: ({ claim }) => formatQuantity(claim.threshold, claim.unit) },
  { heading: 'n', align: 'right', cell: countCell },
]

/** Column that is there only where a claim is open. */
const openColumn: Column<Row> = {
  heading: 'When inconclusive',
  cell: (row) => (row.part === undefined || row.part.verdict === 'inconclusive' ? openText(row) : ''),
}

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
 * The claims, each with its verdict and its effect on its test, a joint one with its parts below it: failed ones first,
 * last those of attempts that a retry replaced.
 */
export function claimsDetails(report: Report): string {
  const claims = allClaims(report).toSorted((a, b) => rank(a) - rank(b))
  if (claims.length === 0) return ''
  const open = claims.some(({ claim }) => claim.verdict === 'inconclusive') ? [openColumn] : []
  return folded(
    `Claims: all ${formatCount(claims.length)}, failed ones first`,
    tableOfFirst([...columns, ...open], claims.flatMap(rowsOf), mostRows),
  )
}

function rowsOf(placed: PlacedClaim): Row[] {
  return [placed, ...partsOf(placed)]
}
