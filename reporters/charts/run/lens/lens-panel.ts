import { formatDuration } from '../../../../src/figures.ts'
import type { RequestLensRecord } from '../../../../src/record/lens/request-lens.ts'
import { bottomAxis, roundTicks } from '../../kit/axis.ts'
import { colors } from '../../kit/colors.ts'
import { legendOf } from '../../kit/legend.ts'
import type { PanelArea } from '../../kit/panel-area.ts'
import { linearScale, type Scale } from '../../kit/scale.ts'
import { px, textAt } from '../../kit/svg.ts'

const titleRoom = 40
const rowHeight = 26
const barHeight = 14
const axisRoom = 30
/** Room on the left for the names of the requests. */
const inset = 130

/** Room that the panel needs for these requests, in pixels; 0 for none. */
export function lensRoom(lenses: readonly RequestLensRecord[]): number {
  return lenses.length === 0 ? 0 : titleRoom + rowHeight * lenses.length + axisRoom
}

/**
 * Single requests as a waterfall on one axis from the moment each was due: waiting, opening the connection, until the
 * first token, and the output with a stroke at each chunk.
 */
export function lensPanel(lenses: readonly RequestLensRecord[], area: Omit<PanelArea, 'height'>): string[] {
  if (lenses.length === 0) return []
  const rows: PanelArea = {
    left: area.left + inset,
    top: area.top + titleRoom,
    width: area.width - inset,
    height: rowHeight * lenses.length,
  }
  const longest = Math.max(1e-3, ...lenses.map(({ endMs }) => endMs))
  const x = linearScale(0, longest, rows.left, rows.left + rows.width)
  return [
    textAt(area.left, area.top + 8, 'Single requests', { bold: true, size: 12 }),
    ...legendOf(parts, area.left, area.top + 26, 150),
    ...lenses.flatMap((lens, index) => row(lens, rows.top + index * rowHeight, area.left, x)),
    ...bottomAxis(rows, x, roundTicks(x, 6, ' ms'), { lines: 'base', inside: true }),
  ]
}

const parts = [
  ['waiting to be sent', colors.border],
  ['DNS, TCP and TLS', colors.p99],
  ['until the first token', colors.bar],
  ['output, a stroke a chunk', colors.p50],
  ['without an end', colors.failed],
] as const

function row(lens: RequestLensRecord, top: number, left: number, x: Scale): string[] {
  const { what, sentMs, connectMs, firstMs, endMs, chunkMs, failure } = lens
  const part = (from: number, to: number, color: string): string =>
    to > from
      ? `<rect x="${px(x.at(from))}" y="${px(top)}" width="${px(Math.max(0.5, x.at(to) - x.at(from)))}" ` +
        `height="${barHeight}" fill="${color}"/>`
      : ''
  const opened = connectMs === null ? sentMs : Math.max(0, sentMs - connectMs)
  const first = firstMs ?? endMs
  const rest = failure === null ? colors.p50 : colors.failed
  const strokes = chunkMs.map((at) => `M${px(x.at(at))} ${px(top + 1)}v${barHeight - 2}`).join('')
  return [
    textAt(left, top + 11, `${what}, ${formatDuration(endMs - sentMs)}`, { size: 11, width: inset - 8 }),
    part(0, opened, colors.border),
    part(opened, sentMs, colors.p99),
    part(sentMs, first, firstMs === null && failure !== null ? colors.failed : colors.bar),
    part(first, endMs, rest),
    strokes === '' ? '' : `<path d="${strokes}" stroke="${colors.card}" stroke-opacity=".6" fill="none"/>`,
  ]
}
