import type { CostRecord } from '../../../src/record/cost.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { usdOfRequests } from '../../../src/money/readable-usd.ts'
import { costBasis, costText } from '../../words/cost-basis.ts'
import { formatCount } from '../../../src/figures.ts'
import { runTitle } from '../../words/run-label.ts'
import { volumeOf, yearText } from '../../words/money/projection.ts'
import { colors } from '../kit/colors.ts'
import { badges } from '../kit/badge.ts'
import { commonMarks, drawnLabel, type RowLabel, rowLabels } from '../kit/row-label.ts'
import { rowSpace } from '../kit/row-space.ts'
import { linearScale } from '../kit/scale.ts'
import { px, svgFile, textAt } from '../kit/svg.ts'

const { width, margin, labels, left, right } = rowSpace(230, 310)
const rowHeight = 42
const top = 48
const mostRows = 24

/** The highest cost of a request, and the lowest above zero: all are told of as many requests as that. */
interface Range {
  readonly most: number
  readonly least: number
}

type PricedRun = RunRecord & { readonly cost: CostRecord }

function row(run: PricedRun, label: RowLabel, index: number, { most, least }: Range): string[] {
  const y = top + index * rowHeight
  const { usdPerRequest, kind } = run.cost
  const sure = kind === 'measured' || kind === 'declared'
  const atLeast = run.cost.unknown.length === 0 ? '' : 'at least '
  const end = linearScale(0, most, left, right).at(usdPerRequest)
  return [
    ...drawnLabel(label, margin, y + 16),
    `<rect x="${px(left)}" y="${px(y + 5)}" width="${px(Math.max(1, end - left))}" height="18" ` +
      `fill="${colors.p50}" fill-opacity="${sure ? '.8' : '.4'}"/>`,
    textAt(end + 8, y + 18, `${atLeast}${usdOfRequests(usdPerRequest, least)} (${costBasis(run.cost)})`, {
      bold: true,
      width: width - margin - end - 8,
    }),
    textAt(end + 8, y + 32, `${yearText(run.cost)} a year at ${formatCount(volumeOf(run.cost).requestsPerDay)} a day`, {
      fill: colors.muted,
      size: 10,
    }),
  ]
}

/** Chart of the USD per request of runs that have a cost; null with fewer than two. At most 24 runs. */
export function requestCosts(runs: readonly RunRecord[]): string | null {
  const priced = runs.filter((run): run is PricedRun => run.cost !== null)
  if (priced.length < 2) return null
  const shown = priced.slice(0, mostRows)
  const most = Math.max(...shown.map((run) => run.cost.usdPerRequest), Number.MIN_VALUE)
  const least = Math.min(...shown.map((run) => run.cost.usdPerRequest).filter((usd) => usd > 0), most)
  const bottom = top + shown.length * rowHeight
  const marks = commonMarks(shown)
  const named = rowLabels(shown, labels, marks)
  const drawn = badges(width - margin, 14, marks)
  const hidden = priced.length - shown.length
  const more = hidden > 0 ? ` And ${formatCount(hidden)} more runs in report.json.` : ''
  return svgFile({
    width,
    height: bottom + 28,
    title: 'Cost of one request',
    description: shown
      .map((run) => `${runTitle(run)}: ${costText(run.cost, run.cost.usdPerRequest)} (${costBasis(run.cost)})`)
      .join('; '),
    body: [
      textAt(margin, 32, 'Cost of one request, USD', { bold: true, size: 14 }),
      ...drawn.svg,
      ...shown.flatMap((run, index) => row(run, named[index] ?? { title: '', details: '' }, index, { most, least })),
      textAt(margin, bottom + 14, `Paler bars rest on an input that was neither measured nor declared.${more}`, {
        fill: colors.muted,
        size: 10,
      }),
    ],
  })
}
