import { formatCount } from '../../../src/figures.ts'
import { colors } from '../kit/colors.ts'
import type { PanelArea } from '../kit/panel-area.ts'
import { linearScale, niceTicks, type Scale, tickLabel } from '../kit/scale.ts'
import { type SeriesDomain, stretches } from '../kit/series.ts'
import { lineFrom, px, textAt } from '../kit/svg.ts'

const mostDots = 500
const mostStretches = 150
const mostFailures = 300

interface Axes {
  readonly x: Scale
  readonly y: Scale
}

function dots(series: Float64Array, { x, y }: Axes): string[] {
  let within = ''
  let above = ''
  for (const [index, value] of series.entries()) {
    if (!Number.isFinite(value)) continue
    if (value > y.high) above += `M${px(x.at(index) - 3)} ${px(y.at(y.high) + 5)}l3 -5l3 5z`
    else within += `M${px(x.at(index))} ${px(y.at(value))}h0`
  }
  const width = series.length > 150 ? 3 : 4.5
  return [
    `<path d="${within}" stroke="${colors.p50}" stroke-opacity=".55" stroke-width="${width}" stroke-linecap="round"/>`,
    above === '' ? '' : `<path d="${above}" fill="${colors.p99}"/>`,
  ]
}

function ranges(series: Float64Array, { x, y }: Axes): string {
  const shapes = stretches(series, mostStretches).map(
    ({ middle, min, max }) => `M${px(x.at(middle))} ${px(y.at(min))}V${px(y.at(max) - 0.5)}`,
  )
  return `<path d="${shapes.join('')}" stroke="${colors.bar}" stroke-width="2"/>`
}

function medianLine(series: Float64Array, count: number, { x, y }: Axes): string {
  const points = stretches(series, count).map(({ middle, median }) => `${px(x.at(middle))} ${px(y.at(median))}`)
  if (points.length < 2) return ''
  return `<path d="M${points.join('L')}" stroke="${colors.p50}" stroke-width="1.8" fill="none" stroke-linejoin="round"/>`
}

function failures(series: Float64Array, area: PanelArea, x: Scale): string {
  const failed: number[] = []
  for (const [index, value] of series.entries()) if (!Number.isFinite(value)) failed.push(index)
  if (failed.length === 0) return ''
  const step = Math.ceil(failed.length / mostFailures)
  const ticks = failed
    .filter((_, order) => order % step === 0)
    .map((index) => `M${px(x.at(index))} ${px(area.top - 4)}v9`)
  return `<path d="${ticks.join('')}" stroke="${colors.failed}" stroke-width="2"/>`
}

function frame(area: PanelArea, y: Scale): string[] {
  const right = area.left + area.width
  return niceTicks(y.low, y.high, 4).flatMap((tick) => [
    lineFrom([area.left, y.at(tick)], [right, y.at(tick)], colors.grid),
    textAt(area.left - 6, y.at(tick) + 3.5, tickLabel(tick), {
      anchor: 'end',
      fill: colors.muted,
      size: 10,
    }),
  ])
}

function orderAxis(n: number, area: PanelArea): string[] {
  const y = area.top + area.height + 15
  const style = { fill: colors.muted, size: 10 } as const
  return [
    textAt(area.left, y, '1', style),
    textAt(area.left + area.width / 2, y, 'request, in order of start', {
      ...style,
      anchor: 'middle',
    }),
    n > 1 ? textAt(area.left + area.width, y, formatCount(n), { ...style, anchor: 'end' }) : '',
  ]
}

/**
 * A series over time, to see drift: dots and their running median, or the range of each stretch
 * where there are many. `failed` draws a red tick above each request without a value.
 */
export function timelinePanel(series: Float64Array, domain: SeriesDomain, area: PanelArea, failed: boolean): string[] {
  const last = Math.max(1, series.length - 1)
  const axes: Axes = {
    x: linearScale(0, last, area.left + 3, area.left + area.width - 3),
    y: linearScale(domain.low, domain.high, area.top + area.height, area.top),
  }
  const many = series.length > mostDots
  return [
    ...frame(area, axes.y),
    ...(many ? [ranges(series, axes)] : dots(series, axes)),
    many || series.length >= 40 ? medianLine(series, many ? 60 : 20, axes) : '',
    failed ? failures(series, area, axes.x) : '',
    ...orderAxis(series.length, area),
  ]
}
