import { formatCount } from '../../../src/figures.ts'

/** A map of values of a domain to pixels, linear; a value outside lands on the nearer edge. */
export interface Scale {
  readonly low: number
  readonly high: number
  readonly at: (value: number) => number
}

/** A linear scale from [low, high] to [from, to] pixels. */
export function linearScale(low: number, high: number, from: number, to: number): Scale {
  const span = high > low ? high - low : 1
  const at = (value: number): number => {
    const share = Math.min(1, Math.max(0, (value - low) / span))
    return from + share * (to - from)
  }
  return { low, high, at }
}

/** A logarithmic scale from [low, high], both above 0, to [from, to] pixels. */
export function logScale(low: number, high: number, from: number, to: number): Scale {
  const scale = linearScale(Math.log(low), Math.log(high), from, to)
  return { low, high, at: (value) => scale.at(Math.log(Math.max(value, Number.MIN_VALUE))) }
}

/** Round values within [low, high] of a logarithmic scale: 1, 2 and 5 of each power of ten, or the powers alone. */
export function logTicks(low: number, high: number): number[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))]
  const steps = last - first > 3 ? [1] : [1, 2, 5]
  const powers = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  return powers
    .flatMap((power) => steps.map((step) => Number((step * 10 ** power).toPrecision(12))))
    .filter((value) => value >= low && value <= high)
}

/** Round values within [low, high], about `count` of them: steps of 1, 2, 2.5 or 5. */
export function niceTicks(low: number, high: number, count: number): number[] {
  const span = high - low
  if (!Number.isFinite(span) || span <= 0) return [low]
  const rough = span / Math.max(1, count)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((each) => each >= rough * 0.999)
  if (step === undefined) return [low]
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)))
}

/** A tick's label: as many digits as the step needs, 1,500 and 12k above a thousand. */
export function tickLabel(value: number): string {
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (size >= 10_000) return `${Number((value / 1000).toPrecision(4))}k`
  return size >= 1000 ? formatCount(value) : String(Number(value.toPrecision(6)))
}
