import { formatCount } from '../../../../src/figures.ts'
import { monthWords } from '../../../../src/money/projection.ts'
import type { MoneySideRecord } from '../../../../src/record/money/money.ts'
import type { RunRecord } from '../../../../src/record/run.ts'
import { isTokenPriced } from '../../../words/cost-basis.ts'
import {
  breakEvenSentence,
  disputeSentence,
  sideKind,
  sidePrice,
  sideRequest,
  sideUsd,
  smallerOf,
} from '../../../words/money/side-words.ts'
import { figuresOf, type Sides, sidesOf } from '../../../words/money/sides.ts'
import { runLabel } from '../../../words/run-label.ts'
import { escapeCell } from '../escape.ts'
import { section } from '../section.ts'
import { type Column, table } from '../table.ts'

interface Row {
  readonly sides: Sides
  readonly side: MoneySideRecord
}

function columnsFor(volumes: readonly string[]): readonly Column<Row>[] {
  const figure =
    (name: 'day' | 'month' | 'year' | 'perMillion') =>
    ({ sides, side }: Row): string =>
      sideUsd(side, figuresOf(side, sides.money)[name])
  return [
    { heading: 'Run', cell: ({ sides }) => runLabel(sides.run) },
    { heading: 'Side', cell: ({ sides, side }) => (side === sides.own ? side.label : `API: ${side.label}`) },
    { heading: 'Cost', cell: ({ side }) => sideKind(side) },
    { heading: 'A request', align: 'right', cell: ({ sides, side }) => sideRequest(side, smallerOf(sides)) },
    { heading: 'A million tokens', align: 'right', cell: figure('perMillion') },
    {
      heading: 'Tokens per dollar',
      align: 'right',
      cell: ({ sides, side }) => formatCount(figuresOf(side, sides.money).tokensPerDollar),
    },
    { heading: 'A day', align: 'right', cell: figure('day') },
    { heading: 'A month', align: 'right', cell: figure('month') },
    { heading: 'A year', align: 'right', cell: figure('year') },
    ...(volumes.length > 1
      ? [{ heading: 'At', cell: ({ sides }: Row) => volumeWords(sides) } satisfies Column<Row>]
      : []),
    {
      heading: 'Price',
      cell: ({ sides, side }) => (side === sides.own && side.price === null ? 'local' : sidePrice(side)),
    },
  ]
}

function volumeWords({ money: { volume } }: Sides): string {
  return `${formatCount(volume.requestsPerDay)} requests a day, ${monthWords(volume.daysInMonth)}, a year of 365`
}

/** Each run beside the APIs that claims held it against, with break-even and disputed prices; empty without any. */
export function costSidesSection(runs: readonly RunRecord[]): string {
  const all = sidesOf(runs)
  if (all.length === 0) return ''
  const volumes = [...new Set(all.map(volumeWords))]
  const lines = all.flatMap((sides) => {
    const label = runLabel(sides.run)
    const local = isLocal(sides.run) ? [`${label}: ${breakEvenSentence(sides)}`] : []
    const dispute = disputeSentence(sides)
    return [...local, ...(dispute === null ? [] : [dispute])]
  })
  return section(
    '### Local against API',
    table(
      columnsFor(volumes),
      all.flatMap((sides): Row[] => [
        { sides, side: sides.own },
        { sides, side: sides.api },
      ]),
    ),
    `${volumes.length > 1 ? 'Volumes differ, as the table says.' : `At ${volumes[0]}.`} ` +
      'A million tokens are input and output of these requests. A marginal cost has no hardware in it, a full one ' +
      'has: rows of the two kinds are not to be compared.',
    [...new Set(lines)].map((line) => `- ${escapeCell(line)}`).join('\n'),
  )
}

function isLocal({ cost }: RunRecord): boolean {
  return cost !== null && !isTokenPriced(cost)
}
