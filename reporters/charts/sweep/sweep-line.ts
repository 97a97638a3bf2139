import type { IntervalRecord } from '../../../src/record/figure.ts'
import type { Scale } from '../kit/scale.ts'
import { colors } from '../kit/colors.ts'
import { px } from '../kit/svg.ts'
import { uprightWhisker } from '../kit/whisker.ts'

/** A point of a line, in the units of its scales. */
export interface LinePoint {
  readonly x: number
  readonly y: number
  /** Interval of `y`; null where there is none. */
  readonly interval: IntervalRecord | null
}

/** Look of a line and its points; lines differ in shape too, so that nobody must tell colours apart. */
export interface LineStyle {
  readonly color: string
  readonly marker: 'circle' | 'square' | 'triangle'
  readonly dashed?: boolean
}

/** A line through points in the given order, each with its marker. */
export function markedLine(points: readonly LinePoint[], x: Scale, y: Scale, style: LineStyle): string[] {
  const { color, dashed } = style
  const at = points.map((point) => ({ x: x.at(point.x), y: y.at(point.y) }))
  const path = at.map((place) => `${px(place.x)} ${px(place.y)}`).join('L')
  const dashes = dashed === true ? ' stroke-dasharray="5 3"' : ''
  const line =
    at.length < 2
      ? ''
      : `<path d="M${path}" stroke="${color}" stroke-width="2" fill="none" stroke-linejoin="round"${dashes}/>`
  const whiskers = points.map((point) => uprightWhisker(x.at(point.x), point.y, point.interval, y, color))
  return [line, ...whiskers, ...at.map((place) => marker(place.x, place.y, style))]
}

/** A marker by itself, as a legend shows it. */
export function marker(x: number, y: number, { color, marker: shape }: LineStyle): string {
  const rim = `fill="${color}" stroke="${colors.card}" stroke-width="1"`
  if (shape === 'circle') return `<circle cx="${px(x)}" cy="${px(y)}" r="4" ${rim}/>`
  if (shape === 'square') return `<rect x="${px(x - 3.5)}" y="${px(y - 3.5)}" width="7" height="7" ${rim}/>`
  return `<path d="M${px(x - 4.5)} ${px(y + 3.5)}L${px(x)} ${px(y - 4.5)}L${px(x + 4.5)} ${px(y + 3.5)}z" ${rim}/>`
}
