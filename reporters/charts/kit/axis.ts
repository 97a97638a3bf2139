import { colors } from './colors.ts'
import type { PanelArea } from './panel-area.ts'
import { logTicks, niceTicks, type Scale, tickLabel } from './scale.ts'
import { lineFrom, textAt, textWidth } from './svg.ts'

/** A value of an axis that is written at it. */
export interface Tick {
  readonly value: number
  readonly label: string
}

/** About `count` round values of a scale, with their unit where one is given. */
export function roundTicks({ low, high }: Scale, count: number, unit = ''): Tick[] {
  return niceTicks(low, high, count).map((value) => ({ value, label: `${tickLabel(value)}${unit}` }))
}

/** Round values of a logarithmic scale. */
export function roundLogTicks({ low, high }: Scale): Tick[] {
  return logTicks(low, high).map((value) => ({ value, label: tickLabel(value) }))
}

const size = 10
const style = { fill: colors.muted, size } as const
/** Room from the edge of the panel to its labels, in pixels. */
const leftGap = 6
const bottomGap = 14
const titleGap = 32
/** Least room between two labels in a row. */
const apart = 4

/** The upright axis: a line across the panel at each tick, its label to the left. */
export function leftAxis({ left, width }: PanelArea, y: Scale, ticks: readonly Tick[]): string[] {
  return ticks.flatMap(({ value, label }) => [
    lineFrom([left, y.at(value)], [left + width, y.at(value)], colors.grid),
    textAt(left - leftGap, y.at(value) + 3.5, label, { ...style, anchor: 'end' }),
  ])
}

/** Look of a lower axis. */
export interface BottomAxisStyle {
  /** Lines: `grid` through the panel at each tick, `base` along its lower edge; none when left out. */
  readonly lines?: 'grid' | 'base'
  /** Whether labels at an edge stay within the panel, where it has a neighbour. */
  readonly inside?: boolean
  /** Name of the values, below them. */
  readonly title?: string
}

/** The lower axis: a label below each tick, left out where it would touch the one before. */
export function bottomAxis(
  area: PanelArea,
  x: Scale,
  ticks: readonly Tick[],
  { lines, inside = false, title }: BottomAxisStyle = {},
): string[] {
  const bottom = area.top + area.height
  let taken = -Infinity
  return [
    ...(lines === 'base' ? [lineFrom([area.left, bottom], [area.left + area.width, bottom], colors.border)] : []),
    ...ticks.flatMap(({ value, label }) => {
      const at = x.at(value)
      const grid = lines === 'grid' ? [lineFrom([at, area.top], [at, bottom], colors.grid)] : []
      const { anchor, from, to } = placed(at, label, inside ? area : null)
      if (from < taken + apart) return grid
      taken = to
      return [...grid, textAt(at, bottom + bottomGap, label, { ...style, anchor })]
    }),
    ...(title === undefined
      ? []
      : [textAt(area.left + area.width / 2, bottom + titleGap, title, { anchor: 'middle', fill: colors.muted })]),
  ]
}

interface Placed {
  readonly anchor: 'start' | 'middle' | 'end'
  readonly from: number
  readonly to: number
}

/** Place of a label, in pixels: centred, or beside its tick where it would leave the area. */
function placed(at: number, label: string, within: PanelArea | null): Placed {
  const width = textWidth(label, size)
  const half = width / 2
  if (within !== null && at - half < within.left) return { anchor: 'start', from: at, to: at + width }
  if (within !== null && at + half > within.left + within.width) return { anchor: 'end', from: at - width, to: at }
  return { anchor: 'middle', from: at - half, to: at + half }
}
