import { release } from '../series/values.ts'

/** Ranks of a series, 1 for the smallest; equal values share the mean of their ranks. */
export function midranks(values: Float64Array): Float64Array {
  const sorted = values.toSorted()
  const ranks = new Float64Array(values.length)
  for (let at = 0; at < ranks.length; at++) {
    const value = values[at] as number
    const below = countBelow(sorted, value, 0)
    // Most values of a clock are alone.
    const to = sorted[below + 1] === value ? countBelow(sorted, value, below, true) : below + 1
    ranks[at] = (below + 1 + to) / 2
  }
  release(sorted)
  return ranks
}

/** Number of ascending values below one, or up to it where `orEqual`; `from` of them are known to be. */
function countBelow(sorted: Float64Array, value: number, from: number, orEqual = false): number {
  let [low, high] = [from, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const other = sorted[middle] as number
    if (other < value || (orEqual && other === value)) low = middle + 1
    else high = middle
  }
  return low
}
