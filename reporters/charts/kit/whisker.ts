import type { IntervalRecord } from '../../../src/record/figure.ts'
import type { Scale } from './scale.ts'

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
