import { formatCount, formatNumber, formatShare, none } from '../../../../src/figures.ts'
import { plainText } from '../../../../src/plain-text.ts'
import type { IntrinsicResultRecord } from '../../../../src/record/intrinsic/intrinsic.ts'
import type { Report } from '../../../../src/record/report.ts'
import {
  bitsText,
  divergenceText,
  leftOutWords,
  perplexityText,
  windowWords,
} from '../../../words/intrinsic/intrinsic-lines.ts'
import { attemptMarks, provenanceLabel } from '../../../words/run-label.ts'
import { folded } from '../folded.ts'
import { section } from '../section.ts'
import { type Column, tableOfFirst } from '../table.ts'

/** Section of how well models foretell a text. */
export function intrinsicSection({ intrinsic }: Report): string {
  // Reports of earlier versions have none.
  const results = intrinsic ?? []
  if (results.length === 0) return ''
  const beside = results.some(({ divergence }) => divergence !== null)
  return section(
    '## Predictions of a text',
    'The probability that a model gives each token of a text, and no matter of speed. Perplexity is exp of the mean ' +
      'of -ln p; bits a byte are of any vocabulary. Brackets are 90 % intervals by blocks of windows, and there is ' +
      'none for fewer than five.',
    tableOfFirst([...columns, ...(beside ? baseColumns : [])], results, mostRows),
    folded(
      'The texts, their windows, and how far predictions lie apart',
      tableOfFirst([nameColumn, ...(beside ? besideColumns : []), ...textColumns], results, mostRows),
    ),
  )
}

/** Rows of results at most. */
const mostRows = 60

const nameColumn: Column<IntrinsicResultRecord> = { heading: 'Name', cell: (result) => labelled(result) }

const columns: readonly Column<IntrinsicResultRecord>[] = [
  nameColumn,
  { heading: 'Model', cell: ({ target }) => plainText(target.model) },
  { heading: 'Perplexity', align: 'right', cell: perplexityText },
  { heading: 'Bits a byte', align: 'right', cell: bitsText },
]

const baseColumns: readonly Column<IntrinsicResultRecord>[] = [
  { heading: 'Base', cell: ({ divergence }) => (divergence === null ? none : plainText(divergence.base.model)) },
  {
    heading: 'KL divergence (nats a token)',
    align: 'right',
    cell: ({ divergence }) => {
      if (divergence === null) return none
      const leftOut = leftOutWords(divergence)
      return `${divergenceText(divergence)}${leftOut === null ? '' : ` (${leftOut})`}`
    },
  },
]

const besideColumns: readonly Column<IntrinsicResultRecord>[] = [
  { heading: 'Median', align: 'right', cell: ({ divergence }) => formatNumber(divergence?.median) },
  { heading: '99.9 %', align: 'right', cell: ({ divergence }) => formatNumber(divergence?.p999) },
  { heading: 'Same likeliest token', align: 'right', cell: ({ divergence }) => formatShare(divergence?.sameTop) },
  {
    heading: 'Flipped (to wrong / to right)',
    align: 'right',
    cell: ({ divergence }) => {
      if (divergence === null) return none
      const { share, toWrong, toRight } = divergence.flips
      return `${formatShare(share)} (${formatCount(toWrong)} / ${formatCount(toRight)})`
    },
  },
]

const textColumns: readonly Column<IntrinsicResultRecord>[] = [
  {
    heading: 'Text',
    cell: ({ text }) =>
      `${text.name === null ? `of the test (${text.sha256.slice(0, 12)})` : plainText(text.name)}, ` +
      `${formatCount(text.tokens)} tokens`,
  },
  { heading: 'Scored', cell: windowWords },
]

function labelled(result: IntrinsicResultRecord): string {
  const marks = [provenanceLabel(result.provenance), ...attemptMarks(result)].filter((mark) => mark !== null)
  return `${plainText(result.name)}${marks.length === 0 ? '' : ` (${marks.join(', ')})`}`
}
