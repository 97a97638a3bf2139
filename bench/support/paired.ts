import { meanInterval } from '../../src/stats/intervals/mean-interval.ts'
import { momentsOf } from '../../src/stats/moments.ts'

/** A figure of two things measured in turns: its point, and its 90 % interval. */
export interface PairedFigure {
  readonly point: number
  readonly low: number
  readonly high: number
  readonly pairs: number
}

/** Geometric mean of the ratios of pairs, with a bootstrap interval (BCa over the logarithms). */
export function pairedRatio(pairs: readonly (readonly [number, number])[]): PairedFigure {
  const logs = Float64Array.from(pairs, ([ours, theirs]) => Math.log(ours / theirs))
  const { point, low, high } = figureOf(logs)
  return { point: Math.exp(point), low: Math.exp(low), high: Math.exp(high), pairs: pairs.length }
}

/** Mean of the differences of pairs, with a bootstrap interval. */
export function pairedDifference(pairs: readonly (readonly [number, number])[]): PairedFigure {
  return figureOf(Float64Array.from(pairs, ([ours, theirs]) => ours - theirs))
}

function figureOf(values: Float64Array): PairedFigure {
  const interval = meanInterval(values, 0.9)
  const { mean, n } = momentsOf(values)
  return { point: mean, low: interval?.low ?? mean, high: interval?.high ?? mean, pairs: n }
}

/** A figure as a line of a benchmark's output. */
export function shown({ point, low, high, pairs }: PairedFigure, digits: number, unit = ''): string {
  return `${point.toFixed(digits)}${unit} [${low.toFixed(digits)}, ${high.toFixed(digits)}] (90 %, ${pairs} pairs)`
}
