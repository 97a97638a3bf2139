import { formatCount, formatShare, formatUsd } from '../../../src/figures.ts'
import { intervalsName } from '../kit/interval-name.ts'
import { usdOfRequests } from '../../../src/money/readable-usd.ts'
import type { MoneySideRecord } from '../../../src/record/money/money.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { sidePrice, sidesSentence, sideUsd, smallerOf } from '../../words/money/side-words.ts'
import { figuresOf, type Sides, sidesOf } from '../../words/money/sides.ts'
import { colors } from '../kit/colors.ts'
import { badges } from '../kit/badge.ts'
import { commonMarks, drawnLabel, type RowLabel, rowLabels } from '../kit/row-label.ts'
import { rowSpace } from '../kit/row-space.ts'
import { linearScale, type Scale } from '../kit/scale.ts'
import { px, svgFile, textAt } from '../kit/svg.ts'
import { textLines } from '../kit/text-lines.ts'
import { whisker, whiskerEnds } from '../kit/whisker.ts'

const { width, margin, labels, left, right } = rowSpace(210, 330)
const rowHeight = 108
const barHeight = 48
const top = 52
const mostRows = 16

/** Chart of each run beside the APIs it was held against: USD a request, a million tokens, a year; null without any. */
export function costSides(runs: readonly RunRecord[]): string | null {
  const all = sidesOf(runs)
  if (all.length === 0) return null
  const shown = all.slice(0, mostRows)
  const most = Math.max(...shown.flatMap(({ own, api }) => [own, api].map(highest)), Number.MIN_VALUE)
  const x = linearScale(0, most, left, right)
  const bottom = top + shown.length * rowHeight
  const ran = shown.map(({ run }) => run)
  const marks = commonMarks(ran)
  const named = rowLabels(ran, labels, marks)
  const drawn = badges(width - margin, 14, marks)
  const intervals = shown.flatMap(({ own, api }) => [own.interval, api.interval])
  const whiskers = intervals.some((interval) => interval !== null) ? ` Whiskers: ${intervalsName(intervals)}.` : ''
  const more = all.length > shown.length ? ` And ${formatCount(all.length - shown.length)} more in report.json.` : ''
  return svgFile({
    width,
    height: bottom + 28,
    title: 'Local against API',
    description: shown.map((sides) => sidesSentence(sides)).join('; '),
    body: [
      textAt(margin, 32, 'Local against API: cost of a request, USD', { bold: true, size: 14 }),
      ...drawn.svg,
      ...shown.flatMap((sides, index) =>
        rows(sides, named[index] ?? { title: '', details: '' }, top + index * rowHeight, x),
      ),
      textAt(
        margin,
        bottom + 14,
        `Paler bars rest on an input that was neither measured nor declared.${whiskers}${more}`,
        {
          fill: colors.muted,
          size: 10,
        },
      ),
    ],
  })
}

function highest({ usdPerRequest, interval }: MoneySideRecord): number {
  return Math.max(usdPerRequest, interval?.high ?? 0)
}

function rows(sides: Sides, label: RowLabel, y: number, x: Scale): string[] {
  const { own, api, saving } = sides
  const saved = saving < 0 ? `${formatShare(-saving)} dearer` : `${formatShare(saving)} saved`
  return [
    ...drawnLabel(label, margin, y + 14),
    textAt(margin, y + 46, `${own.cost === 'price' ? '' : `${own.cost} cost, `}${saved}`, { size: 11, width: labels }),
    ...bar(sides, own, y, x),
    ...bar(sides, api, y + barHeight, x),
  ]
}

function bar(sides: Sides, side: MoneySideRecord, y: number, x: Scale): string[] {
  const { own, money } = sides
  const like = smallerOf(sides)
  const sure = side.kind === 'measured' || side.kind === 'declared'
  const end = x.at(side.usdPerRequest)
  const ends = whiskerEnds(side.interval, side.usdPerRequest, x)
  const { perMillion, year } = figuresOf(side, money)
  const isOwn = side === own
  const at = Math.max(end, ends?.to ?? 0) + 8
  const tokens = perMillion === null ? '' : `${formatUsd(perMillion)} a million tokens, `
  const atLeast = side.unknown.length === 0 ? '' : 'at least '
  const usd = usdOfRequests(side.usdPerRequest, like)
  const words = textLines(at, y + 13, `${isOwn ? side.label : sidePrice(side)}: ${atLeast}${usd}`, {
    bold: true,
    size: 10,
    width: width - margin - at,
    most: 2,
  })
  return [
    `<rect x="${px(left)}" y="${px(y + 4)}" width="${px(Math.max(1, end - left))}" height="16" ` +
      `fill="${isOwn ? colors.p50 : colors.p95}" fill-opacity="${sure ? '.8' : '.4'}"/>`,
    ends === null ? '' : whisker(ends, y + 12),
    ...words.svg,
    textAt(
      at,
      y + 13 + words.height,
      `${tokens}${sideUsd(side, year)} a year at ${formatCount(money.volume.requestsPerDay)} a day`,
      { fill: colors.muted, size: 10, width: width - margin - at },
    ),
  ]
}
