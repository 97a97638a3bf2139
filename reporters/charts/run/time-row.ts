import { formatDuration } from '../../../src/figures.ts'
import { bottomAxis, leftAxis, roundTicks, type Tick } from '../kit/axis.ts'
import { colors } from '../kit/colors.ts'
import type { PanelArea } from '../kit/panel-area.ts'
import { linearScale, type Scale } from '../kit/scale.ts'
import { px, textAt } from '../kit/svg.ts'

/** Height of a row with its title and the room below it, in pixels. */
export const rowHeight = 66
const plotHeight = 40
const titleHeight = 16
/** Room on the left for the labels of the axis. */
const inset = 44
const mostDots = 500
const mostRanges = 150

/** A row of small multiples: a plot below its title, above the same moments as all others. */
export interface TimeRow {
  readonly title: string
  readonly low: number
  readonly high: number
}

interface DrawnRow {
  readonly plot: PanelArea
  readonly x: Scale
  readonly y: Scale
  /** Title and axes. */
  readonly frame: string[]
}

/** The frame of a row of small multiples over `lastMs` milliseconds, and its scales. */
export function timeRow({ title, low, high }: TimeRow, lastMs: number, area: Omit<PanelArea, 'height'>): DrawnRow {
  const plot = { left: area.left + inset, top: area.top + titleHeight, width: area.width - inset, height: plotHeight }
  const x = linearScale(0, lastMs, plot.left + 3, plot.left + plot.width - 3)
  const y = linearScale(low, high, plot.top + plot.height, plot.top)
  return {
    plot,
    x,
    y,
    frame: [textAt(area.left, area.top + 8, title, { size: 11 }), ...leftAxis(plot, y, roundTicks(y, 2))],
  }
}

/** The time axis below the last row. */
export function timeAxis({ plot, x }: Pick<DrawnRow, 'plot' | 'x'>): string[] {
  const ticks: Tick[] = [x.low, x.high / 2, x.high].map((value) => ({ value, label: formatDuration(value) }))
  return bottomAxis(plot, x, ticks, { inside: true })
}

/** A curve through the values that are known. */
export function curve(
  at: readonly number[],
  values: readonly (number | null)[],
  color: string,
  { x, y }: Pick<DrawnRow, 'x' | 'y'>,
): string {
  let path = ''
  for (const [index, moment] of at.entries()) {
    const value = values[index] ?? null
    if (value !== null) path += `${path === '' ? 'M' : 'L'}${px(x.at(moment))} ${px(y.at(value))}`
  }
  return `<path d="${path}" stroke="${color}" stroke-width="1.6" fill="none" stroke-linejoin="round"/>`
}

/** A dot for each value at its moment; the range of each stretch of time where there are many. */
export function dots(starts: Float64Array, values: Float64Array, { x, y }: Pick<DrawnRow, 'x' | 'y'>): string {
  const shown = [...values.keys()].filter(
    (row) => Number.isFinite(values[row]) && (starts[row] as number) >= x.low && (starts[row] as number) <= x.high,
  )
  if (shown.length > mostDots) return ranges(shown, starts, values, { x, y })
  const path = shown.map((row) => `M${px(x.at(starts[row] as number))} ${px(y.at(values[row] as number))}h0`).join('')
  return `<path d="${path}" stroke="${colors.p50}" stroke-opacity=".55" stroke-width="3" stroke-linecap="round"/>`
}

function ranges(
  shown: readonly number[],
  starts: Float64Array,
  values: Float64Array,
  { x, y }: Pick<DrawnRow, 'x' | 'y'>,
): string {
  const width = (x.high - x.low) / mostRanges
  const stretches = Map.groupBy(shown, (row) => Math.min(mostRanges - 1, Math.floor((starts[row] as number) / width)))
  const shapes = [...stretches].map(([stretch, rows]) => {
    const within = rows.map((row) => values[row] as number)
    const at = px(x.at((stretch + 0.5) * width))
    return `M${at} ${px(y.at(Math.min(...within)))}V${px(y.at(Math.max(...within)) - 0.5)}`
  })
  return `<path d="${shapes.join('')}" stroke="${colors.bar}" stroke-width="2"/>`
}
