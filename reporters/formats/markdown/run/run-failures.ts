import type { RunRecord } from '../../../../src/record/run.ts'
import { failureMeaning } from '../../../words/failure-meanings.ts'
import { formatCount, formatShare, none } from '../../../../src/figures.ts'
import { blocks } from '../section.ts'
import { table } from '../table.ts'

/** Table of the classes that failed requests are counted under, most frequent first; null when none failed. */
export function failuresTable({ requests }: RunRecord): string | null {
  const classes = Object.entries(requests.failures).toSorted(([, one], [, other]) => other - one)
  if (classes.length === 0) return null
  return blocks(
    '**Failures**',
    table(
      [
        { heading: 'Failure', cell: ([name]) => name },
        { heading: 'Requests', align: 'right', cell: ([, count]) => formatCount(count) },
        {
          heading: 'Share of attempted',
          align: 'right',
          cell: ([, count]) => formatShare(requests.attempted === 0 ? null : count / requests.attempted),
        },
        { heading: 'Meaning', cell: ([name]) => failureMeaning(name) ?? none },
      ],
      classes,
    ),
  )
}
