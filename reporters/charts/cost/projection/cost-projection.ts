import { formatCount, formatGiven, formatUsd } from '../../../../src/figures.ts'
import { mostRequestsPerDay } from '../../../../src/money/payback.ts'
import { monthWords } from '../../../../src/money/projection.ts'
import { breakEvenSentence, sidePrice } from '../../../words/money/side-words.ts'
import { runMarks, runTitle } from '../../../words/run-label.ts'
import { badges } from '../../kit/badge.ts'
import { colors } from '../../kit/colors.ts'
import { intervalsName } from '../../kit/interval-name.ts'
import { legendOf } from '../../kit/legend.ts'
import type { PanelArea } from '../../kit/panel-area.ts'
import { svgFile, textAt } from '../../kit/svg.ts'
import { textLines } from '../../kit/text-lines.ts'
import { linesPanel, type PaymentLines } from './lines-panel.ts'
import type { OwnedSides } from './owned-sides.ts'
import { isEnough, overMonths, overRequests } from './payment-lines.ts'

const width = 860
const margin = 20
const top = 116
const height = 190
const first: PanelArea = { left: margin + 52, top, width: 340, height }
const second: PanelArea = { left: 496, top, width: 344, height }

/** A machine of one's own beside an API over months, and against requests a day, with break-even and its interval. */
export function costProjection(sides: OwnedSides): string {
  const { run, api, full, money, electricity } = sides
  const marks = [`cost ${full.kind}`, 'hardware declared', ...runMarks(run)]
  const drawn = badges(width - margin, 14, marks)
  const years = isEnough(sides) ? overMonths(sides) : null
  const requests = overRequests(sides)
  const told = [...wordsOf(sides, years), `${sentenceOf(sides)}.`]
  let end = top + height + 58
  const lines = told.flatMap((line) => {
    const { svg, height: taken } = textLines(margin, end, line, { size: 11, width: width - 2 * margin, most: 2 })
    end += taken + 2
    return svg
  })
  const shades = electricity === null ? [] : ([[`break-even: ${intervalsName([electricity])}`, colors.good]] as const)
  return svgFile({
    width,
    height: end + 4,
    title: `Projection: ${runTitle(run)} beside ${api.label}`,
    description: told.join(' '),
    body: [
      textAt(margin, 30, `Projection: ${runTitle(run)} beside ${api.label}`, {
        bold: true,
        size: 14,
        width: drawn.left - margin,
      }),
      ...drawn.svg,
      textAt(
        margin,
        50,
        `machine ${formatUsd(full.owned.usd)}, used for ${formatGiven(full.owned.years)} years; ` +
          `${monthWords(money.volume.daysInMonth)}; API: ${sidePrice(api)}`,
        { fill: colors.muted, size: 10, width: width - 2 * margin },
      ),
      ...legendOf([['this machine', colors.p50], ['API', colors.p95], ...shades], margin, 72),
      ...(years === null ? tooMuch(sides) : linesPanel(years, first)),
      ...linesPanel(requests, second),
      ...lines,
    ],
  })
}

function tooMuch({ money, request }: OwnedSides): string[] {
  const words =
    `One machine answers at most ${formatCount(mostRequestsPerDay(request))} requests a day, ` +
    `and costs are projected to ${formatCount(money.volume.requestsPerDay)}: what is paid over months is not drawn.`
  return textLines(first.left, top + 60, words, { fill: colors.muted, width: first.width, most: 4 }).svg
}

function wordsOf({ full, api, money }: OwnedSides, months: PaymentLines | null): string[] {
  const lowest = full.unknown.length === 0 ? '' : ` At least: ${full.unknown.join(', ')} unknown.`
  if (months === null) return lowest === '' ? [] : [lowest.trim()]
  const volume = `At ${formatCount(money.volume.requestsPerDay)} requests a day`
  if (months.even === null) {
    return [`${volume} the machine does not cost less than ${api.label} within its life.${lowest}`]
  }
  return [`${volume} the machine has cost as much as ${api.label} after ${months.even.words}.${lowest}`]
}

function sentenceOf(sides: OwnedSides): string {
  const sentence = breakEvenSentence(sides)
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`
}
