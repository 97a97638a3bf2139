import type { NumberSeries } from '../series/values.ts'

/** Fewest values with blocks: of fewer the variance between them says little. */
const fewest = 20
/** Values in a block, in square roots of their number: long enough for stretches of a few, short enough to be many. */
const lengthFactor = 0.5
const leastLength = 2

/**
 * Ends of the mean of a series in time order, `reach` standard errors away, by the means of all its overlapping blocks
 * of half a square root of n values (Meketon and Schmeiser 1984): their variance has what neighbours have in common,
 * and their skewness that of stretches, of which there are few where values are many. Both ends are moved by that
 * skewness (Hall 1992, his cubic transformation). It asks no test first: stretches of three slow answers are too short
 * to be significant in most series that have too few of them. An end lies within the values. Null for fewer than 20.
 */
export function blockMeanEnds(values: NumberSeries, reach: number): { low: number; high: number } | null {
  const n = values.length
  if (n < fewest) return null
  const length = Math.max(leastLength, Math.round(lengthFactor * Math.sqrt(n)))
  let [sum, least, most] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let at = 0; at < n; at++) {
    const value = values[at] as number
    sum += value
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  const mean = sum / n
  const { squares, cubes } = momentsOfBlocks(values, length, mean)
  // Blocks of one series lie nearer to its own mean than to the true one.
  const error = Math.sqrt(((squares * n) / (n - length)) * (length / n))
  const skewness = squares > 0 ? (cubes / squares ** 1.5) * Math.sqrt(length / n) : 0
  const within = (end: number): number => Math.min(Math.max(end, least), most)
  return {
    low: within(mean - error * transformed(reach, skewness)),
    high: within(mean - error * transformed(-reach, skewness)),
  }
}

/** Mean square and mean cube of the distances of all overlapping blocks' means from the given one. */
function momentsOfBlocks(values: NumberSeries, length: number, mean: number): { squares: number; cubes: number } {
  const blocks = values.length - length + 1
  let sum = 0
  for (let i = 0; i < length; i++) sum += values[i] as number
  let [squares, cubes] = [0, 0]
  for (let block = 0; block < blocks; block++) {
    const distance = sum / length - mean
    squares += distance ** 2 / blocks
    cubes += distance ** 3 / blocks
    sum += (values[block + length] ?? 0) - (values[block] as number)
  }
  return { squares, cubes }
}

/** The value of a skewed statistic at which its normal score is `score`; `skewness` is that of the mean. */
function transformed(score: number, skewness: number): number {
  // As good as straight, where the quotient below would be one of zeros.
  if (Math.abs(skewness) < 1e-6) return score
  return (3 / skewness) * (Math.cbrt(1 + skewness * (score - skewness / 6)) - 1)
}
