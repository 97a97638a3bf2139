import { formatDuration } from '../../../../src/figures.ts'
import type { RequestLensRecord } from '../../../../src/record/lens/request-lens.ts'
import { bottomAxis, roundTicks } from '../../kit/axis.ts'
import { colors } from '../../kit/colors.ts'
import { legendOf } from '../../kit/legend.ts'
import type { PanelArea } from '../../kit/panel-area.ts'
import { linearScale, type Scale } from '../../kit/scale.ts'
import { px, textAt } from '../../kit/svg.ts'
import { connectionWords, type LensPartName, lensParts } from './lens-parts.ts'

const titleRoom = 40
const rowHeight = 30
const barHeight = 14
const axisRoom = 30
/** Room on the left for the names of the requests. */
const inset = 140

/** Room that the panel needs for these requests, in pixels; 0 for none. */
export function lensRoom(lenses: readonly RequestLensRecord[]): number {
  return lenses.length === 0 ? 0 : titleRoom + rowHeight * lenses.length + axisRoom
}

/**
 * Single requests as a waterfall on one axis from the moment each was due: waiting, opening the connection, until the
 * first token, and the output with a stroke at each chunk.
 */
export function lensPanel(
  lenses: readonly RequestLensRecord[],
  isHttp: boolean,
  area: Omit<PanelArea, 'height'>,
): string[] {
  if (lenses.length === 0) return []
  const rows: PanelArea = {
    left: area.left + inset,
    top: area.top + titleRoom,
    width: area.width - inset,
    height: rowHeight * lenses.length,
  }
  const x = linearScale(0, reachOf(lenses), rows.left, rows.left + rows.width)
  return [
    textAt(area.left, area.top + 8, 'Single requests', { bold: true, size: 12 }),
    ...legendOf(legendFor(lenses), area.left, area.top + 26),
    ...lenses.flatMap((lens, index) => row(lens, isHttp, rows.top + index * rowHeight, area.left, x)),
    ...bottomAxis(rows, x, roundTicks(x, 6, ' ms'), { lines: 'base', inside: true }),
  ]
}

/** End of the axis: one that failed after a time-out leaves room for the others, and is drawn to the edge. */
function reachOf(lenses: readonly RequestLensRecord[]): number {
  const answered = lenses.filter(({ failure }) => failure === null)
  const longest = longestOf(lenses)
  const reach = 1.5 * longestOf(answered)
  return answered.length > 0 && longest > 2 * reach ? reach : longest
}

function longestOf(lenses: readonly RequestLensRecord[]): number {
  return Math.max(1e-3, ...lenses.map(({ endMs }) => endMs))
}

const partColors: Readonly<Record<LensPartName, string>> = {
  'waiting to be sent': colors.border,
  DNS: colors.good,
  TCP: colors.p99,
  TLS: colors.p95,
  'DNS, TCP and TLS': colors.p99,
  'until the first token': colors.bar,
  output: colors.p50,
  'until the end': colors.bar,
}

/** Parts that some request has, in their order. */
function legendFor(lenses: readonly RequestLensRecord[]): (readonly [string, string])[] {
  const has = new Set(lenses.flatMap(lensParts).map(({ name }) => name))
  const known = Object.entries(partColors).filter(([name]) => has.has(name as LensPartName))
  return [
    ...known.map(([name, color]) => [name === 'output' ? 'output, a stroke a chunk' : name, color] as const),
    ...(lenses.some(({ failure }) => failure !== null) ? ([['without an end', colors.failed]] as const) : []),
  ]
}

function row(lens: RequestLensRecord, isHttp: boolean, top: number, left: number, x: Scale): string[] {
  const { what, sentMs, endMs, chunkMs, failure } = lens
  const parts = lensParts(lens)
  const strokes = chunkMs
    .filter((at) => at <= x.high)
    .map((at) => `M${px(x.at(at))} ${px(top + 1)}v${barHeight - 2}`)
    .join('')
  const connection = connectionWords(lens, isHttp)
  return [
    textAt(left, top + 11, `${what}, ${formatDuration(endMs - sentMs)}`, { size: 11, width: inset - 8 }),
    connection === null ? '' : textAt(left, top + 22, connection, { size: 9, fill: colors.muted }),
    ...parts.map(({ name, from, to }, index) => {
      // The last part of a request that failed has no end.
      const color = failure !== null && index === parts.length - 1 ? colors.failed : partColors[name]
      const width = Math.max(0.5, x.at(to) - x.at(from))
      return `<rect x="${px(x.at(from))}" y="${px(top)}" width="${px(width)}" height="${barHeight}" fill="${color}"/>`
    }),
    endMs > x.high
      ? textAt(x.at(x.high) - 6, top + 11, `${formatDuration(endMs - sentMs)} →`, {
          anchor: 'end',
          halo: true,
          size: 10,
        })
      : '',
    strokes === '' ? '' : `<path d="${strokes}" stroke="${colors.card}" stroke-opacity=".6" fill="none"/>`,
  ]
}
