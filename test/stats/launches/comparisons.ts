import { launchRatio } from '../../../src/stats/launches/launch-ratio.ts'
import { type LaunchValue, logMedian } from '../../../src/stats/launches/launch-value.ts'
import { launchRatioByFloor, noiseFloorOf } from '../../../src/stats/launches/noise-floor.ts'
import { seededNormal } from '../draws.ts'

/** Comparisons of two arms that are the same, launch by launch. */
export interface Cell {
  readonly comparisons: number
  /** Standard deviation of the logarithms between launches. */
  readonly spread: number
  /** Requests a launch. */
  readonly requests: number
  /** Launches an arm; 1 is judged with a noise floor. */
  readonly launches: number
  /** Launches that the floor was measured with, and the requests of each where those are others. */
  readonly floor?: { readonly launches: number; readonly requests?: number }
  /** Ratio of the arms in truth; 1 by default. */
  readonly ratio?: number
}

/** Shares of the comparisons. */
export interface Outcome {
  /** The 90 % interval held the true ratio. */
  readonly covered: number
  /** The interval lay wholly above 1.05. */
  readonly regressed: number
}

const inside = 0.2

/** Makes the comparisons of a cell on the way that a run's samples take, from times to the interval. */
export function compareArms(cell: Cell): Outcome {
  const { comparisons, spread, requests, launches, floor, ratio = 1 } = cell
  const normal = seededNormal(launches * 7919 + Math.round(spread * 1000) * 31 + requests)
  const launch = (n: number, times: number): LaunchValue => {
    const centre = times * Math.exp(spread * normal())
    return logMedian(Float64Array.from({ length: n }, () => centre * Math.exp(inside * normal())))
  }
  const launchesOf = (count: number, n: number, times = 1): LaunchValue[] =>
    Array.from({ length: count }, () => launch(n, times))
  let covered = 0
  let regressed = 0
  for (let i = 0; i < comparisons; i++) {
    const [ours, theirs] = [launchesOf(launches, requests, ratio), launchesOf(launches, requests)]
    const measured = floor === undefined ? null : noiseFloorOf(launchesOf(floor.launches, floor.requests ?? requests))
    const found =
      measured === null ? launchRatio(logs(ours), logs(theirs), 0.9) : launchRatioByFloor(ours, theirs, measured, 0.9)
    if (found === null) continue
    if (found.low <= ratio && found.high >= ratio) covered++
    if (found.low > 1.05) regressed++
  }
  return { covered: covered / comparisons, regressed: regressed / comparisons }
}

function logs(launches: readonly LaunchValue[]): Float64Array {
  return Float64Array.from(launches, ({ value }) => value)
}
