import { formatCount, formatNumber } from '../../src/figures.ts'
import { colors } from './kit/colors.ts'
import { lineFrom, px, svgFile, textAt } from './kit/svg.ts'

/** Statistics of an ordinary function's benchmark, in milliseconds. */
export interface FunctionFigures {
  readonly name: string
  readonly calls: number
  readonly minMs: number
  readonly meanMs: number
  readonly p50Ms: number
  readonly p75Ms: number
  readonly p99Ms: number
  readonly maxMs: number
  /** Relative margin of error of the mean at 95 %, in per cent. */
  readonly rmePercent: number
}

const width = 640
const height = 150
const margin = 24
const axis = 92

/** Chart of a function: one line from its fastest to its slowest call on a logarithmic scale, with percentiles. */
export function functionChart(figures: FunctionFigures): string {
  const { name, calls, minMs, meanMs, p50Ms, p75Ms, p99Ms, maxMs, rmePercent } = figures
  const least = Math.log(Math.max(minMs, 1e-6))
  const span = Math.max(Math.log(Math.max(maxMs, 1e-6)) - least, 1e-9)
  const x = (value: number): number =>
    margin + ((Math.log(Math.max(value, 1e-6)) - least) / span) * (width - 2 * margin)
  const mark = (value: number, label: string, color: string, y: number): string[] => [
    lineFrom([x(value), axis - 16], [x(value), axis + 16], color, 'stroke-width="2"'),
    textAt(Math.min(Math.max(x(value), 70), width - 70), y, `${label} ${formatNumber(value)} ms`, {
      anchor: 'middle',
      fill: color,
      halo: true,
    }),
  ]
  return svgFile({
    width,
    height,
    title: `${name}: time a call`,
    description:
      `mean ${formatNumber(meanMs)} ms, median ${formatNumber(p50Ms)} ms, ` +
      `99th percentile ${formatNumber(p99Ms)} ms, n = ${formatCount(calls)}`,
    body: [
      textAt(margin, 28, name, { bold: true, size: 13, width: width - 2 * margin }),
      textAt(
        margin,
        46,
        `mean ${formatNumber(meanMs)} ms ± ${formatNumber(rmePercent)} % (95 %), ` +
          `n = ${formatCount(calls)} calls, by tinybench`,
        { fill: colors.muted },
      ),
      lineFrom([x(minMs), axis], [x(maxMs), axis], colors.bar, 'stroke-width="3"'),
      `<rect x="${px(x(minMs))}" y="${axis - 8}" width="${px(x(p75Ms) - x(minMs))}" height="16" ` +
        `fill="${colors.bar}" opacity=".55"/>`,
      ...mark(p50Ms, 'p50', colors.p50, axis - 22),
      ...mark(p99Ms, 'p99', colors.p99, axis + 30),
      textAt(margin, height - 10, `min ${formatNumber(minMs)} ms`, { fill: colors.muted }),
      textAt(width - margin, height - 10, `max ${formatNumber(maxMs)} ms (logarithmic scale)`, {
        anchor: 'end',
        fill: colors.muted,
      }),
    ],
  })
}
