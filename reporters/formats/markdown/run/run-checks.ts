import type { CheckRecord } from '../../../../src/record/check.ts'
import type { RunRecord } from '../../../../src/record/run.ts'
import { blocks } from '../section.ts'
import { type Column, table } from '../table.ts'

const columns: readonly Column<CheckRecord>[] = [
  { heading: 'Check', cell: ({ id }) => id },
  { heading: 'Status', cell: ({ status }) => status },
  { heading: 'Protects', cell: ({ protects }) => protects.join(', ') },
  { heading: 'Finding', cell: ({ message }) => message },
]

const order = { invalid: 0, warning: 1, ok: 2 } as const

/** The checks of the conditions a run was measured under, worst first. */
export function checksTable(run: RunRecord): string | null {
  if (run.checks.length === 0) return null
  return blocks(
    '**Checks**',
    table(
      columns,
      run.checks.toSorted((a, b) => order[a.status] - order[b.status]),
    ),
  )
}
