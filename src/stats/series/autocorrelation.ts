import { release } from './values.ts'

/** Most lags: beyond these a series is hopeless anyway, and the sums cost a second per million values. */
const mostLags = 200

/**
 * Autocorrelation of a finite series at one lag, with the usual divisor n at every lag (Box and
 * Jenkins 1976). 0 for a constant series, and for a lag that leaves no pair.
 */
export function autocorrelation(values: Float64Array, lag: number): number {
  const deviations = deviationsOf(values)
  const correlation = laggedCorrelation(deviations, lag, sumOfSquares(deviations))
  release(deviations)
  return correlation
}

/**
 * Integrated autocorrelation time 1 + 2 (r1 + r2 + ...) of a finite series: how many of its values
 * carry as much about a mean as one independent value. Geyer's initial positive sequence (1992):
 * sums of neighbouring lags, made non-increasing, up to the first that is not positive, over at most
 * 200 lags and a quarter of the series. At least 1.
 */
export function autocorrelationTime(values: Float64Array): number {
  const deviations = deviationsOf(values)
  const squares = sumOfSquares(deviations)
  const most = Math.min(mostLags, Math.floor(values.length / 4))
  let time = -1
  let previous = Number.POSITIVE_INFINITY
  for (let lag = 0; lag < most; lag += 2) {
    const first = lag === 0 ? 1 : laggedCorrelation(deviations, lag, squares)
    const pair = Math.min(previous, first + laggedCorrelation(deviations, lag + 1, squares))
    if (pair <= 0) break
    time += 2 * pair
    previous = pair
  }
  release(deviations)
  return Math.max(1, time)
}

function deviationsOf(values: Float64Array): Float64Array {
  let sum = 0
  for (let at = 0; at < values.length; at++) sum += values[at] as number
  const mean = sum / values.length
  const deviations = new Float64Array(values.length)
  for (let at = 0; at < values.length; at++) deviations[at] = (values[at] as number) - mean
  return deviations
}

function sumOfSquares(deviations: Float64Array): number {
  let squares = 0
  for (let at = 0; at < deviations.length; at++) squares += (deviations[at] as number) * (deviations[at] as number)
  return squares
}

function laggedCorrelation(deviations: Float64Array, lag: number, squares: number): number {
  let products = 0
  for (let i = lag; i < deviations.length; i++) {
    products += (deviations[i] as number) * (deviations[i - lag] as number)
  }
  return squares > 0 ? products / squares : 0
}
