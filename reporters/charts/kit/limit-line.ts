import { formatDuration } from '../../../src/figures.ts'
import type { LimitRecord } from '../../../src/record/sweep.ts'
import { colors } from './colors.ts'
import type { PanelArea } from './panel-area.ts'
import type { Scale } from './scale.ts'
import { lineFrom, textAt } from './svg.ts'

const dashes = 'stroke-width="1.4" stroke-dasharray="6 3"'

/** The limits that an upright axis reaches, each a dashed line across the panel with its name. */
export function limitLines(limits: readonly LimitRecord[], { left, width }: PanelArea, y: Scale): string[] {
  return limits
    .filter(({ ms }) => ms <= y.high)
    .flatMap(({ statistic, ms }) => [
      lineFrom([left, y.at(ms)], [left + width, y.at(ms)], colors.failed, dashes),
      textAt(left + 4, y.at(ms) - 4, `limit of ${statistic}: ${formatDuration(ms)}`, {
        fill: colors.failed,
        size: 10,
        halo: true,
      }),
    ])
}

/** The highest of the limits, where drawing it does not flatten values of up to `most`; else 0. */
export function reachOfLimits(limits: readonly LimitRecord[], most: number): number {
  return Math.max(0, ...limits.map(({ ms }) => ms).filter((ms) => ms <= 3 * most))
}
