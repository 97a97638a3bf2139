import { formatCount } from '../../../src/figures.ts'
import { bottomAxis, leftAxis, roundTicks, type Tick } from '../kit/axis.ts'
import { colors } from '../kit/colors.ts'
import type { PanelArea } from '../kit/panel-area.ts'
import { linearScale, type Scale } from '../kit/scale.ts'
import { type SeriesDomain, stretches } from '../kit/series.ts'
import { px } from '../kit/svg.ts'

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
  const path = `M${points.join('L')}`
  return `<path d="${path}" stroke="${colors.p50}" stroke-width="1.8" fill="none" stroke-linejoin="round"/>`
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

/** Ticks of the first request and the last, and a word for them in the room between. */
function orderTicks(n: number): Tick[] {
  const ends = n > 1 ? [1, n] : [1]
  const ticks = ends.map((order) => ({ value: order - 1, label: formatCount(order) }))
  return ticks.toSpliced(1, 0, { value: Math.max(1, n - 1) / 2, label: 'request, in order of start' })
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
    ...leftAxis(area, axes.y, roundTicks(axes.y, 4)),
    ...(many ? [ranges(series, axes)] : dots(series, axes)),
    many || series.length >= 40 ? medianLine(series, many ? 60 : 20, axes) : '',
    failed ? failures(series, area, axes.x) : '',
    ...bottomAxis(area, axes.x, orderTicks(series.length), { inside: true }),
  ]
}
