import type { CheckRecord } from '../../../../src/record/check.ts'
import type { RunRecord } from '../../../../src/record/run.ts'
import { formatCount } from '../../../../src/figures.ts'
import { checkMeaning } from '../../../words/check-meanings.ts'
import { blocks } from '../section.ts'
import { sentenceText } from '../sentence.ts'
import { type Column, table } from '../table.ts'

const columns: readonly Column<CheckRecord>[] = [
  { heading: 'Check', cell: nameCell },
  { heading: 'Status', cell: ({ status }) => status },
  { heading: 'Protects', cell: ({ protects }) => protects.join(', ') },
  { heading: 'Finding', cell: ({ message }) => message },
]

/** The name of a check, with its meaning: `send-wait: requests waited before they were sent`. */
function nameCell({ id }: CheckRecord): string {
  const meaning = checkMeaning(id)
  return meaning === null ? id : `${id}: ${meaning}`
}

const order = { invalid: 0, warning: 1, ok: 2 } as const

/** The checks of the conditions a run was measured under: those that found something, worst first, then the others. */
export function checksTable(run: RunRecord): string | null {
  if (run.checks.length === 0) return null
  const found = run.checks.filter(({ status }) => status !== 'ok').toSorted((a, b) => order[a.status] - order[b.status])
  const ok = run.checks.filter(({ status }) => status === 'ok')
  return blocks(
    '**Checks**',
    found.length === 0 ? 'No check found anything.' : table(columns, found),
    ok.length === 0 ? null : `In order (${formatCount(ok.length)}):`,
    ok.map(({ id, message }) => `- ${sentenceText(`${id}: ${message}`)}`).join('\n'),
  )
}

/** The checks of a run that found something, in a line; null where none did. */
export function foundChecks({ checks }: RunRecord): string | null {
  const found = checks.filter(({ status }) => status !== 'ok').toSorted((a, b) => order[a.status] - order[b.status])
  if (found.length === 0) return null
  return `Checks: ${sentenceText(found.map((check) => `${nameCell(check)} (${check.status})`).join('; '))}`
}
