import type { IntervalRecord } from '../../../src/record/figure.ts'
import { colors } from './colors.ts'
import type { Scale } from './scale.ts'
import { px } from './svg.ts'

/** Length that an interval without an upper end is drawn beyond its figure, in pixels. */
const openReach = 26

/** The ends of an interval around a figure, in pixels. */
export interface WhiskerEnds {
  readonly from: number
  readonly to: number
  /** True where the samples could not bound the upper end. */
  readonly open: boolean
}

/** The ends at which to draw the interval of a figure; null where there is none. */
export function whiskerEnds(interval: IntervalRecord | null | undefined, value: number, x: Scale): WhiskerEnds | null {
  if (interval === null || interval === undefined) return null
  const { low, high } = interval
  if (low === null && high === null) return null
  return {
    from: x.at(low ?? x.low),
    to: high === null ? x.at(value) + openReach : x.at(high),
    open: high === null,
  }
}

/** A level whisker: a line with its ends marked, dashed and with an arrow where the upper end is open. */
export function whisker({ from, to, open }: WhiskerEnds, y: number, color: string = colors.ink): string {
  const ends = `M${px(from)} ${px(y - 3)}v6M${px(from)} ${px(y)}H${px(to)}${open ? `m-4 -3l4 3l-4 3` : `m0 -3v6`}`
  const dashes = open ? ' stroke-dasharray="4 2"' : ''
  return `<path d="${ends}" stroke="${color}" stroke-width="1.2" fill="none"${dashes}/>`
}

/** An upright whisker at `x` around a value; an end that the samples could not bound is an arrow upwards. */
export function uprightWhisker(
  x: number,
  value: number,
  interval: IntervalRecord | null | undefined,
  y: Scale,
  color: string,
): string {
  const { low, high } = interval ?? { low: null, high: null }
  if (low === null && high === null) return ''
  const foot = low === null ? `M${px(x)} ${px(y.at(value))}` : `M${px(x - 4)} ${px(y.at(low))}h8m-4 0`
  const head = high === null ? `V${px(y.at(value) - openReach / 2)}m-3 4l3 -4l3 4` : `V${px(y.at(high))}m-4 0h8`
  const dashes = high === null ? ' stroke-dasharray="3 2"' : ''
  return `<path d="${foot}${head}" stroke="${color}" stroke-width="1.3" fill="none"${dashes}/>`
}
