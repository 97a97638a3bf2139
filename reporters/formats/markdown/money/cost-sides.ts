import { formatCount, formatShare } from '../../../../src/figures.ts'
import { monthWords } from '../../../../src/money/projection.ts'
import type { MoneySideRecord } from '../../../../src/record/money/money.ts'
import type { RunRecord } from '../../../../src/record/run.ts'
import { isTokenPriced } from '../../../words/cost-basis.ts'
import { groupBy } from '../../../words/group-by.ts'
import {
  breakEvenSentence,
  disputeSentence,
  sideKind,
  sidePrice,
  sideRequest,
  sideUsd,
} from '../../../words/money/side-words.ts'
import { figuresOf, type Sides, sidesOf } from '../../../words/money/sides.ts'
import { runLabel } from '../../../words/run-label.ts'
import { blocks, section } from '../section.ts'
import { sentenceText } from '../sentence.ts'
import { type Column, tableOfFirst } from '../table.ts'

/** Columns of a name in a table. */
const nameWidth = 60
/** Rows on the first page, and sentences below them. */
const mostRows = 40
const mostSentences = 12

/** Words on the kinds of cost in the table. */
function kindsWords(all: readonly Sides[]): string {
  const kinds = new Set(all.map(({ own }) => own.cost))
  if (!kinds.has('marginal')) return ''
  if (!kinds.has('full')) return 'A marginal cost has no hardware in it. '
  return 'A marginal cost has no hardware in it, a full one has: the two kinds are not to be compared. '
}

interface Row {
  readonly sides: Sides
  readonly side: MoneySideRecord
  /** Smallest cost of all that the run is held against: they are told of as many requests. */
  readonly like: number
}

/** Each run at each kind of cost once, and the APIs that it was held against below it. */
function rowsOf(all: readonly Sides[]): Row[] {
  return groupBy(all, ({ run, own }) => JSON.stringify([run.id, own.cost])).flatMap(groupRows)
}

function groupRows(these: readonly Sides[]): Row[] {
  const like = Math.min(...these.flatMap(({ own, api }) => [own.usdPerRequest, api.usdPerRequest]))
  const own = these.slice(0, 1).map((sides): Row => ({ sides, side: sides.own, like }))
  return [...own, ...these.map((sides): Row => ({ sides, side: sides.api, like }))]
}

function isOwn({ sides, side }: Row): boolean {
  return side === sides.own
}

function sideLabel(row: Row): string {
  if (!isOwn(row)) return `API: ${row.side.label}`
  return row.side.cost === 'price' ? row.side.label : `this machine, ${row.side.cost} cost (${row.side.kind})`
}

const figure =
  (name: 'day' | 'month' | 'year' | 'perMillion') =>
  ({ sides, side }: Row): string =>
    sideUsd(side, figuresOf(side, sides.money)[name])

function columnsFor(volumes: readonly string[]): readonly Column<Row>[] {
  return [
    { heading: 'Run', cell: (row) => (isOwn(row) ? runLabel(row.sides.run, nameWidth) : '') },
    { heading: 'Who answers', cell: sideLabel },
    { heading: 'Cost', align: 'right', cell: ({ side, like }) => sideRequest(side, like) },
    { heading: 'A month', align: 'right', cell: figure('month') },
    { heading: 'A year', align: 'right', cell: figure('year') },
    { heading: 'Saved', align: 'right', cell: savedCell },
    ...(volumes.length > 1
      ? [{ heading: 'At', cell: ({ sides }: Row) => volumeWords(sides) } satisfies Column<Row>]
      : []),
  ]
}

function savedCell(row: Row): string {
  if (isOwn(row)) return ''
  const { saving } = row.sides
  return saving < 0 ? `${formatShare(-saving)} dearer` : formatShare(saving)
}

function volumeWords({ money: { volume } }: Sides): string {
  return `${formatCount(volume.requestsPerDay)} requests a day, ${monthWords(volume.daysInMonth)}, a year of 365`
}

/** Each run beside the APIs that claims held it against: of a month and a year, with break-even; empty without any. */
export function businessSection(runs: readonly RunRecord[]): string {
  const all = sidesOf(runs)
  if (all.length === 0) return ''
  const volumes = [...new Set(all.map(volumeWords))]
  const lines = all.flatMap((sides) => {
    const label = runLabel(sides.run, nameWidth)
    const local = isLocal(sides.run) ? [`${label}: ${breakEvenSentence(sides)}`] : []
    const dispute = disputeSentence(sides)
    return [...local, ...(dispute === null ? [] : [dispute])]
  })
  const unknown = lines.filter((line) => line.includes('nobody declared the machine'))
  const told = [...new Set(lines.filter((line) => !unknown.includes(line)))]
  const left = told.length - mostSentences
  return section(
    '## Business impact',
    tableOfFirst(columnsFor(volumes), rowsOf(all), mostRows),
    `${volumes.length > 1 ? 'Volumes differ, as the table says.' : `At ${volumes[0]}.`} ` +
      kindsWords(all) +
      'Prices of APIs are declared ones; where they come from stands under Cost.',
    [
      ...told.slice(0, mostSentences).map((line) => `- ${sentenceText(line)}`),
      ...(left > 0 ? [`- ${formatCount(left)} more sentences of this kind are left out here`] : []),
      ...(unknown.length === 0
        ? []
        : [
            '- Break-even against an API is unknown where nobody declared the machine ' +
              '(llmBench({ hardware: { usd, years, utilization } }))',
          ]),
    ].join('\n'),
  )
}

const sideColumns: readonly Column<Row>[] = [
  { heading: 'Run', cell: (row) => (isOwn(row) ? runLabel(row.sides.run, nameWidth) : '') },
  { heading: 'Side', cell: (row) => (isOwn(row) ? row.side.label : `API: ${row.side.label}`) },
  { heading: 'Cost', cell: ({ side }) => sideKind(side) },
  { heading: 'A million tokens', align: 'right', cell: figure('perMillion') },
  {
    heading: 'Tokens per dollar',
    align: 'right',
    cell: ({ sides, side }) => formatCount(figuresOf(side, sides.money).tokensPerDollar),
  },
  { heading: 'A day', align: 'right', cell: figure('day') },
]

/** Origin of each price, a line each. */
function priceList(all: readonly Sides[]): string {
  const prices = [...new Set(all.map(({ api }) => sidePrice(api)))]
  const left = prices.length - mostRows
  return [
    ...prices.slice(0, mostRows).map((price) => `- ${sentenceText(price)}`),
    ...(left > 0 ? [`- ${formatCount(left)} more are in report.json`] : []),
  ].join('\n')
}

/** The same sides by their tokens, with the origin of each price; empty without any. */
export function costSidesTable(runs: readonly RunRecord[]): string {
  const all = sidesOf(runs)
  if (all.length === 0) return ''
  return blocks(
    '**Local against API, by tokens**',
    tableOfFirst(sideColumns, rowsOf(all), mostRows),
    'A million tokens are input and output of these requests. Prices are:',
    priceList(all),
  )
}

function isLocal({ cost }: RunRecord): boolean {
  return cost !== null && !isTokenPriced(cost)
}
