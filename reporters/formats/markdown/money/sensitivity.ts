import { formatUsd } from '../../../../src/figures.ts'
import { daysInYear } from '../../../../src/money/projection.ts'
import { usdOfRequests } from '../../../../src/money/readable-usd.ts'
import { sensitivity, type SensitivityRow } from '../../../../src/money/sensitivity.ts'
import { usualVolume } from '../../../../src/record/money/volume.ts'
import type { RunRecord } from '../../../../src/record/run.ts'
import { isTokenPriced } from '../../../words/cost-basis.ts'
import { runLabel } from '../../../words/run-label.ts'
import { blocks } from '../section.ts'
import { type Column, tableOfFirst } from '../table.ts'

/** Columns of a name in a table. */
const nameWidth = 60
/** Rows at most. */
const mostRows = 60

interface SensitiveRow extends SensitivityRow {
  readonly run: RunRecord
  readonly kind: string
  readonly usual: number
}

const sensitivityColumns: readonly Column<SensitiveRow>[] = [
  { heading: 'Run', cell: ({ run }) => runLabel(run, nameWidth) },
  { heading: 'Cost', cell: ({ kind, usual }) => `${kind}: ${usdOfRequests(usual)}` },
  { heading: 'Changed', cell: ({ input, change }) => `${input} ${change}` },
  { heading: 'A request', align: 'right', cell: ({ usdPerRequest }) => usdOfRequests(usdPerRequest) },
  {
    heading: 'A year',
    align: 'right',
    cell: ({ run: { cost }, usdPerRequest }) =>
      formatUsd(usdPerRequest * (cost?.volume ?? usualVolume).requestsPerDay * daysInYear),
  },
]

/** Costs of local runs that claims held against a price or a limit, with one input changed; empty without any. */
export function sensitivitySection(runs: readonly RunRecord[]): string {
  const rows = runs
    .filter(({ cost }) => cost !== null && !isTokenPriced(cost))
    .filter((run) => run.claims.some(({ money }) => money !== undefined))
    .flatMap((run) => sensitiveRows(run))
  if (rows.length === 0) return ''
  return blocks(
    '**Sensitivity**',
    tableOfFirst(sensitivityColumns, rows, mostRows),
    'Each row changes one input, and leaves all others as they were declared, assumed or measured.',
  )
}

function sensitiveRows(run: RunRecord): SensitiveRow[] {
  const { cost } = run
  if (cost === null) return []
  const { full } = cost
  const rows = sensitivity({
    marginalUsd: cost.usdPerRequest,
    seconds: full?.secondsPerRequest ?? null,
    owned: full?.owned ?? null,
  })
  const kind = full === undefined ? 'marginal' : 'full'
  return rows.map((row) => Object.assign({ run, kind, usual: full?.usdPerRequest ?? cost.usdPerRequest }, row))
}
