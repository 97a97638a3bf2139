import { formatCount } from '../../../src/figures.ts'
import { bundleWords, usdAmount, usdOfRequests } from '../../../src/money/readable-usd.ts'
import type { CostRecord } from '../../../src/record/cost.ts'
import type { FullCostRecord } from '../../../src/record/money/full-cost.ts'
import type { MoneySideRecord } from '../../../src/record/money/money.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { fullParts, fullText } from '../../words/money/projection.ts'
import { sidePrice } from '../../words/money/side-words.ts'
import { sidesOf } from '../../words/money/sides.ts'
import { runTitle } from '../../words/run-label.ts'
import { bottomAxis, type Tick } from '../kit/axis.ts'
import { badges } from '../kit/badge.ts'
import { colors } from '../kit/colors.ts'
import { intervalsName } from '../kit/interval-name.ts'
import { legendOf } from '../kit/legend.ts'
import { commonMarks, drawnLabel, type RowLabel, rowLabels } from '../kit/row-label.ts'
import { rowSpace } from '../kit/row-space.ts'
import { linearScale, niceTicks, type Scale } from '../kit/scale.ts'
import { px, svgFile, textAt } from '../kit/svg.ts'
import { textLines } from '../kit/text-lines.ts'
import { whisker, whiskerEnds } from '../kit/whisker.ts'

const { width, margin, labels, left, right } = rowSpace(210, 330)
const barRoom = 46
const rowGap = 14
const top = 84
const mostRows = 12

const partColors = [
  ['electricity', colors.p50],
  ['idle power', colors.bar],
  ['hardware', colors.p99],
  ['price at the API', colors.p95],
] as const

interface OwnedRun {
  readonly run: RunRecord & { readonly cost: CostRecord }
  readonly full: FullCostRecord
  /** Each API that a claim held it against, once. */
  readonly apis: readonly MoneySideRecord[]
}

interface Room {
  readonly x: Scale
  /** Smallest cost of all: they are told of as many requests. */
  readonly like: number
}

/**
 * The full cost of a request of each run whose machine was declared, in its parts, and below it what the APIs ask for
 * that claims held it against. Null without any; at most 12 runs.
 */
export function costSplit(runs: readonly RunRecord[]): string | null {
  const all = ownedRuns(runs)
  if (all.length === 0) return null
  const shown = all.slice(0, mostRows)
  const sums = shown.flatMap(({ full, apis }) => [
    full.usdPerRequest,
    ...apis.map(({ usdPerRequest }) => usdPerRequest),
  ])
  const ends = shown.map(({ full }) => full.interval?.high ?? 0)
  const x = linearScale(0, Math.max(...sums, ...ends, Number.MIN_VALUE), left, right)
  const like = Math.min(...sums.filter((usd) => usd > 0), x.high)
  const tops = topsOf(shown)
  const bottom = tops.at(-1) ?? top
  const ran = shown.map(({ run }) => run)
  const marks = commonMarks(ran)
  const named = rowLabels(ran, labels, marks)
  const drawn = badges(width - margin, 14, marks)
  const intervals = shown.map(({ full }) => full.interval)
  const whiskers = intervals.some((interval) => interval !== null) ? ` Whiskers: ${intervalsName(intervals)}.` : ''
  const more = all.length > shown.length ? ` And ${formatCount(all.length - shown.length)} more in report.json.` : ''
  const area = { left, top: top - 6, width: right - left, height: bottom - top }
  return svgFile({
    width,
    height: bottom + 62,
    title: 'Full cost of a request in its parts',
    description: shown.map(described).join('; '),
    body: [
      textAt(margin, 32, 'Full cost of a request in its parts, USD', {
        bold: true,
        size: 14,
        width: drawn.left - margin,
      }),
      ...drawn.svg,
      ...legendOf(partColors, margin, 58),
      ...bottomAxis(area, x, usdTicks(x, like), { lines: 'grid', title: `USD ${bundleWords(like)}` }),
      ...shown.flatMap((one, index) =>
        rows(one, named[index] ?? { title: '', details: '' }, tops[index] ?? top, { x, like }),
      ),
      textAt(
        margin,
        bottom + 48,
        `Hardware and its use are declared. Paler bars rest on an input that was neither measured nor declared.` +
          `${whiskers}${more}`,
        { fill: colors.muted, size: 10, width: width - 2 * margin },
      ),
    ],
  })
}

function ownedRuns(runs: readonly RunRecord[]): OwnedRun[] {
  const sides = sidesOf(runs)
  return runs.flatMap((run): OwnedRun[] => {
    const { cost } = run
    if (cost?.full === undefined) return []
    const own = sides.filter((one) => one.run === run).map(({ api }) => api)
    const apis = [...new Map(own.map((api) => [`${api.label}\n${api.source}`, api])).values()]
    return [{ run: { ...run, cost }, full: cost.full, apis }]
  })
}

/** The top of each run's bars, and the foot of the last. */
function topsOf(shown: readonly OwnedRun[]): number[] {
  const tops = [top]
  for (const { apis } of shown) tops.push((tops.at(-1) ?? top) + (1 + apis.length) * barRoom + rowGap)
  return tops
}

function described({ run, full, apis }: OwnedRun): string {
  const others = apis.map((api) => `${usdOfRequests(api.usdPerRequest, full.usdPerRequest)} at ${api.label}`)
  return [`${runTitle(run)}: ${fullText(run.cost)} (${full.kind})`, ...others].join(', ')
}

function usdTicks({ high }: Scale, like: number): Tick[] {
  return niceTicks(0, high, 4).map((value) => ({ value, label: value === 0 ? '$0' : usdAmount(value, like) }))
}

function rows({ full, apis }: OwnedRun, label: RowLabel, y: number, room: Room): string[] {
  return [
    ...drawnLabel(label, margin, y + 14),
    ...ownBar(full, y, room),
    ...apis.flatMap((api, index) => apiBar(api, y + (index + 1) * barRoom, room)),
  ]
}

function ownBar(full: FullCostRecord, y: number, { x, like }: Room): string[] {
  const { electricity, idle, hardware } = full.split
  const ends = whiskerEnds(full.interval, full.usdPerRequest, x)
  const at = Math.max(x.at(full.usdPerRequest), ends?.to ?? 0) + 8
  const isSure = full.kind === 'measured' || full.kind === 'declared'
  let from = 0
  const bars = [electricity, idle, hardware].map((usd, index) => {
    const drawn = segment(x.at(from), x.at(from + usd), y, partColors[index]?.[1] ?? colors.ink, isSure)
    from += usd
    return drawn
  })
  const atLeast = full.unknown.length === 0 ? '' : 'at least '
  return [
    ...bars,
    ends === null ? '' : whisker(ends, y + 12),
    textAt(at, y + 13, `${atLeast}${usdOfRequests(full.usdPerRequest, like)} (${full.kind})`, {
      bold: true,
      size: 10,
      width: width - margin - at,
    }),
    textAt(at, y + 27, fullParts(full, like), { fill: colors.muted, size: 10, width: width - margin - at }),
  ]
}

function apiBar(api: MoneySideRecord, y: number, { x, like }: Room): string[] {
  const at = x.at(api.usdPerRequest) + 8
  const isSure = api.kind === 'measured' || api.kind === 'declared'
  return [
    segment(left, x.at(api.usdPerRequest), y, colors.p95, isSure),
    textAt(at, y + 13, `API: ${usdOfRequests(api.usdPerRequest, like)} (${api.kind})`, {
      bold: true,
      size: 10,
      width: width - margin - at,
    }),
    ...textLines(at, y + 26, sidePrice(api), { fill: colors.muted, size: 10, width: width - margin - at, most: 2 }).svg,
  ]
}

function segment(from: number, to: number, y: number, color: string, isSure: boolean): string {
  if (to <= from) return ''
  return (
    `<rect x="${px(from)}" y="${px(y + 4)}" width="${px(Math.max(1, to - from))}" height="16" ` +
    `fill="${color}" fill-opacity="${isSure ? '.85' : '.4'}"/>`
  )
}
