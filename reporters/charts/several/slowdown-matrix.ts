import { formatDuration, none } from '../../../src/figures.ts'
import { plainText } from '../../../src/plain-text.ts'
import type { SeveralModelRecord, SeveralRecord, SlowdownRecord } from '../../../src/record/several/several.ts'
import { severalMarks } from '../../words/several/several-marks.ts'
import { slowdownBeside, slowdownText } from '../../words/several/slowdowns.ts'
import { badges } from '../kit/badge.ts'
import { colors } from '../kit/colors.ts'
import { intervalsName } from '../kit/interval-name.ts'
import { namesApart } from '../kit/row-label.ts'
import { rowSpace } from '../kit/row-space.ts'
import { px, svgFile, textAt } from '../kit/svg.ts'

const { width, margin, labels, left, right } = rowSpace(190, 0)
const rowHeight = 40
const top = 104
/** Models of a picture: of more the cells have no room for their words. */
const mostModels = 7
/** Slowdown that has the full colour. */
const deepest = 3

interface Column {
  readonly name: string
  readonly cell: (model: SeveralModelRecord) => SlowdownRecord | 'itself' | null
}

/**
 * Several models as a matrix: a row a model, its median alone, and the times that it is slower beside each other one
 * and beside all. Null where nothing was compared; at most 7 models.
 */
export function slowdownMatrix(several: SeveralRecord): string | null {
  const { name, slowdowns } = several
  if (slowdowns.every(({ ratio }) => ratio === null)) return null
  const models = several.models.slice(0, mostModels)
  const columns = columnsOf(several, models)
  const cellWidth = (right - left) / (columns.length + 1)
  const rowNames = namesApart(
    models.map(({ model }) => plainText(model)),
    labels,
    12,
    true,
  )
  const headings = namesApart(
    columns.map((column) => column.name),
    cellWidth - 8,
    10,
  )
  const drawn = badges(width - margin, 16, severalMarks(several))
  const intervals = intervalsName(slowdowns.map(({ interval }) => interval))
  const bottom = top + models.length * rowHeight
  const hidden = several.models.length - models.length
  return svgFile({
    width,
    height: bottom + 40,
    title: `Alone against together: ${plainText(name)}`,
    description: models.map((model) => described(model, columns)).join('; '),
    body: [
      textAt(margin, 32, `Alone against together: ${name}`, { bold: true, size: 14, width: drawn.left - margin }),
      ...drawn.svg,
      textAt(margin, 54, `median latency alone, and times slower beside others; ${intervals}`, {
        fill: colors.muted,
        width: width - 2 * margin,
      }),
      ...['alone', ...headings].map((heading, index) =>
        textAt(left + (index + 0.5) * cellWidth, top - 10, heading, { anchor: 'middle', fill: colors.muted, size: 10 }),
      ),
      ...models.flatMap((model, index) =>
        row(model, rowNames[index] ?? '', top + index * rowHeight, columns, cellWidth),
      ),
      textAt(
        margin,
        bottom + 24,
        `1.00 is no slower; the deeper the colour the slower, up to ${deepest} times; ` +
          `?: in doubt, or of too few rounds; ` +
          `${none}: not measured` +
          (hidden > 0 ? `; and ${hidden} more models in report.json` : ''),
        { fill: colors.muted, size: 10, width: width - 2 * margin },
      ),
    ],
  })
}

function columnsOf(several: SeveralRecord, models: readonly SeveralModelRecord[]): Column[] {
  const { slowdowns } = several
  const pairs = models.filter(({ model }) => slowdowns.some(({ beside }) => beside.length === 1 && beside[0] === model))
  const most = Math.max(...slowdowns.map(({ beside }) => beside.length))
  return [
    ...pairs.map(({ model: other }): Column => ({
      name: `beside ${plainText(other)}`,
      cell: ({ model }) => (model === other ? 'itself' : slowdownBeside(several, model, [other])),
    })),
    ...(most > 1
      ? [
          {
            name: 'beside all others',
            cell: ({ model }) => slowdowns.find((one) => one.model === model && one.beside.length === most) ?? null,
          } satisfies Column,
        ]
      : []),
  ]
}

function row(
  model: SeveralModelRecord,
  name: string,
  y: number,
  columns: readonly Column[],
  cellWidth: number,
): string[] {
  const cells = columns.flatMap((column, index) => {
    const found = column.cell(model)
    const text = found === 'itself' ? '' : slowdownText(found)
    const ratio = found === 'itself' || found === null ? null : found.ratio
    return cell(left + (index + 1) * cellWidth, y, cellWidth, text, ratio)
  })
  return [
    textAt(margin, y + rowHeight / 2 + 4, name, { bold: true, size: 12 }),
    ...cell(left, y, cellWidth, formatDuration(model.latencyMs.alone), null),
    ...cells,
  ]
}

function cell(x: number, y: number, cellWidth: number, text: string, ratio: number | null): string[] {
  const share = ratio === null ? 0 : Math.min(1, Math.max(0, (ratio - 1) / (deepest - 1)))
  const paint = ratio === null ? `fill="${colors.card}"` : `fill="${colors.p95}" fill-opacity="${px(5 + share * 55)}%"`
  return [
    `<rect x="${px(x + 1.5)}" y="${px(y + 1.5)}" width="${px(cellWidth - 3)}" height="${rowHeight - 3}" rx="4" ` +
      `${paint} stroke="${colors.border}"/>`,
    text === ''
      ? ''
      : textAt(x + cellWidth / 2, y + rowHeight / 2 + 4, text, { anchor: 'middle', size: 11, width: cellWidth - 8 }),
  ]
}

function described(model: SeveralModelRecord, columns: readonly Column[]): string {
  const beside = columns.flatMap(({ name, cell: of }) => {
    const found = of(model)
    return found === null || found === 'itself' ? [] : [`${slowdownText(found)} ${name}`]
  })
  return [`${plainText(model.model)}: ${formatDuration(model.latencyMs.alone)} alone`, ...beside].join(', ')
}
