import { momentsOf } from '../moments.ts'

/** Fewest blocks of one length: of fewer the variance between them says little. */
const fewestBlocks = 8
const shortestBlock = 4
/** One-sided 2 % point of the normal distribution: all lengths of a series together find about 7 % by chance. */
const criticalValue = 2.05

/**
 * How many values of a finite series carry as much about a mean as one independent value, as far as blocks of 4, 8, 16
 * and more of them show: the variance between the means of blocks over that of independent values, at the length where
 * it is largest among those where it is significant (chi-squared; Wilson and Hilferty 1931). It sees stretches in which
 * some values of many are high, which hardly makes one value like the next. 1 where no length shows anything.
 */
export function blockTime(values: Float64Array): number {
  const n = values.length
  const { variance } = momentsOf(values)
  let time = 1
  if (!(variance > 0)) return time
  for (let length = shortestBlock; Math.floor(n / length) >= fewestBlocks; length *= 2) {
    const blocks = Math.floor(n / length)
    const ratio = betweenBlocks(values, length, blocks) / variance
    if (ratio > criticalRatio(blocks - 1)) time = Math.max(time, ratio)
  }
  return time
}

/** Variance of the means of blocks, times their length. */
function betweenBlocks(values: Float64Array, length: number, blocks: number): number {
  const means = new Float64Array(blocks)
  let all = 0
  for (let block = 0; block < blocks; block++) {
    let sum = 0
    for (let i = block * length; i < (block + 1) * length; i++) sum += values[i] as number
    means[block] = sum / length
    all += sum / length / blocks
  }
  let squares = 0
  for (const mean of means) squares += (mean - all) ** 2
  return (squares / (blocks - 1)) * length
}

function criticalRatio(degrees: number): number {
  const part = 2 / (9 * degrees)
  return (1 - part + criticalValue * Math.sqrt(part)) ** 3
}
