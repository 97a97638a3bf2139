import { formatShare, none } from '../../../../src/figures.ts'
import type { IntrinsicRecord } from '../../../../src/record/intrinsic/intrinsic.ts'
import type { ConfigurationRun } from '../../../words/sweeps/configuration-sweep.ts'
import { divergenceText, perplexityText } from '../../../words/intrinsic/intrinsic-lines.ts'
import type { Column } from '../table.ts'

/** Columns of how well configurations foretell a text; none where none did. */
export function predictionColumns(cells: readonly ConfigurationRun[]): Column<ConfigurationRun>[] {
  // Reports of earlier versions have none.
  const found = cells.flatMap(({ run }) => run.intrinsic ?? [])
  if (found.length === 0) return []
  const beside = found.some(({ divergence }) => divergence !== null)
  return [
    column('Perplexity', perplexityText),
    ...(beside
      ? [
          column('KL divergence', ({ divergence }) => (divergence === null ? none : divergenceText(divergence))),
          column('Same likeliest token', ({ divergence }) => formatShare(divergence?.sameTop)),
          column('Flipped', ({ divergence }) => formatShare(divergence?.flips.share)),
        ]
      : []),
  ]
}

function column(heading: string, cell: (intrinsic: IntrinsicRecord) => string): Column<ConfigurationRun> {
  return {
    heading,
    align: 'right',
    cell: ({ run: { intrinsic } }) => (intrinsic === null || intrinsic === undefined ? none : cell(intrinsic)),
  }
}
