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
