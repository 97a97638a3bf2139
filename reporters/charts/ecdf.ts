import { formatDuration, formatShare } from '../../src/figures.ts'
import type { RunSeries } from '../../src/metrics/run-series.ts'
import { plainText } from '../../src/plain-text.ts'
import type { RunRecord } from '../../src/record/run.ts'
import { wholeTime } from '../words/load-label.ts'
import { runTitle } from '../words/run-label.ts'
import { bottomAxis, leftAxis, roundLogTicks, roundTicks } from './kit/axis.ts'
import { badges } from './kit/badge.ts'
import { colors, seriesColors } from './kit/colors.ts'
import type { PanelArea } from './kit/panel-area.ts'
import { commonMarks, namesApart } from './kit/row-label.ts'
import { linearScale, logScale, type Scale } from './kit/scale.ts'
import { sortedValues } from './kit/series.ts'
import { px, svgFile, textAt } from './kit/svg.ts'

const width = 860
const margin = 20
const area: PanelArea = { left: 72, top: 72, width: width - 112, height: 260 }
const right: number = area.left + area.width
const bottom: number = area.top + area.height
/** Steps of a curve: more are no more to see. */
const mostSteps = 200
/** Ratio of the longest time to the shortest above which a linear axis would show the tail only. */
const widestLinear = 20

interface Curve {
  readonly run: RunRecord
  readonly values: Float64Array
}

/**
 * The share of requests that took at most so long, a curve for each of several runs; failed requests count as
 * infinitely long, so that a curve may end below 1. Null with fewer than two that have samples. At most six.
 */
export function ecdfChart(runs: readonly RunRecord[], series: ReadonlyMap<string, RunSeries>): string | null {
  const curves = runs.flatMap((run): Curve[] => {
    const own = series.get(run.id)
    const values =
      own === undefined ? null : sortedValues(wholeTime(run) === 'response' ? own.responses : own.latencies)
    return values === null || values.length === 0 ? [] : [{ run, values }]
  })
  const shown = curves.slice(0, seriesColors.length)
  const [first] = shown
  if (first === undefined || shown.length < 2) return null
  const most = Math.max(...shown.map(({ values }) => values.at(-1) ?? 0))
  const least = Math.max(Math.min(...shown.map(({ values }) => values[0] ?? most)), 1e-6)
  const logarithmic = most > widestLinear * least
  const x = logarithmic ? logScale(least, most, area.left, right) : linearScale(0, most * 1.02, area.left, right)
  const y = linearScale(0, 1, bottom, area.top)
  const legendTop = bottom + 58
  const what = wholeTime(first.run) === 'response' ? 'response time' : 'latency'
  const ran = shown.map(({ run }) => run)
  const marks = commonMarks(ran)
  const drawn = badges(width - margin, 16, marks)
  const names = namesApart(ran.map(runTitle), right - area.left - 10, 11)
  return svgFile({
    width,
    height: legendTop + shown.length * 18,
    title: `Share of requests against ${what}: ${plainText(first.run.test)}`,
    description: ran
      .map((run) => `${runTitle(run)}: half within ${formatDuration(run.metrics[wholeTime(run)].p50)}`)
      .join('; '),
    body: [
      textAt(margin, 32, `Share of requests within a ${what}`, { bold: true, size: 14, width: drawn.left - margin }),
      ...drawn.svg,
      textAt(margin, 50, 'of all measured ones: a curve ends below 1 where some failed', {
        fill: colors.muted,
        size: 10,
      }),
      ...leftAxis(
        area,
        y,
        [0, 0.25, 0.5, 0.75, 0.95].map((value) => ({ value, label: formatShare(value) })),
      ),
      ...bottomAxis(area, x, logarithmic ? roundLogTicks(x) : roundTicks(x, 6), {
        lines: 'base',
        title: `${what}, ms${logarithmic ? ' (logarithmic)' : ''}`,
      }),
      ...shown.map((curve, index) => drawnCurve(curve, series, seriesColors[index] ?? colors.ink, { x, y })),
      ...names.flatMap((name, index) => {
        const at = legendTop + index * 18
        return [
          `<circle cx="${px(area.left)}" cy="${px(at - 4)}" r="4" fill="${seriesColors[index] ?? colors.ink}"/>`,
          textAt(area.left + 10, at, name),
        ]
      }),
    ],
  })
}

function drawnCurve(
  { run, values }: Curve,
  series: ReadonlyMap<string, RunSeries>,
  color: string,
  { x, y }: { readonly x: Scale; readonly y: Scale },
): string {
  const all = series.get(run.id)?.latencies.length ?? values.length
  const step = Math.max(1, Math.ceil(values.length / mostSteps))
  let path = `M${px(x.at(values[0] ?? 0))} ${px(y.at(0))}`
  for (let index = step - 1; index < values.length; index += step) path += stepTo(index)
  if (values.length % step !== 0) path += stepTo(values.length - 1)
  return `<path d="${path}" stroke="${color}" stroke-width="1.8" fill="none" stroke-linejoin="round"/>`

  function stepTo(index: number): string {
    return `H${px(x.at(values[index] ?? 0))}V${px(y.at((index + 1) / all))}`
  }
}
