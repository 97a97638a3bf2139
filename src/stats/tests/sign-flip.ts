import { seededRandom } from '../random.ts'

/** Most values for which all sign patterns are gone through. */
const exactLimit = 16
const draws = 9999

/**
 * Two-sided p-value that values are symmetric about zero: the share of sign patterns whose sum is at
 * least as far from zero as the one seen (Fisher 1935). For paired differences flipping a sign is
 * swapping the labels within a pair. Exact up to 16 values other than zero; above, 9,999 seeded
 * random patterns, the one seen counted among them (Phipson and Smyth 2010), so that p is never 0
 * and the error rate holds. 1 when every value is zero or there is none.
 */
export function signFlipTest(values: Float64Array, seed: number): number {
  const sizes = values.filter((value) => value !== 0).map(Math.abs)
  let seen = 0
  let scale = 0
  for (const value of values) seen += value
  for (const size of sizes) scale += size
  if (sizes.length === 0) return 1
  // Sums of the same numbers in another order differ in their last digits.
  const reached = Math.abs(seen) - 1e-9 * scale
  return sizes.length <= exactLimit ? exact(sizes, reached, scale) : sampled(sizes, reached, seed)
}

/** Exact p-value over all patterns in the order of a Gray code: from one to the next a single sign changes. */
function exact(sizes: Float64Array, reached: number, scale: number): number {
  const negative = new Uint8Array(sizes.length)
  const patterns = 2 ** sizes.length
  let sum = scale
  let extreme = Math.abs(sum) >= reached ? 1 : 0
  for (let pattern = 1; pattern < patterns; pattern++) {
    const flipped = 31 - Math.clz32(pattern & -pattern)
    const size = sizes[flipped] as number
    negative[flipped] = 1 - (negative[flipped] as number)
    sum += negative[flipped] === 1 ? -2 * size : 2 * size
    if (Math.abs(sum) >= reached) extreme++
  }
  return extreme / patterns
}

function sampled(sizes: Float64Array, reached: number, seed: number): number {
  const random = seededRandom(seed)
  let extreme = 1
  for (let draw = 0; draw < draws; draw++) {
    let sum = 0
    let bits = 0
    for (let i = 0; i < sizes.length; i++) {
      // One number carries 32 signs.
      if (i % 32 === 0) bits = Math.floor(random() * 4_294_967_296)
      const size = sizes[i] as number
      sum += ((bits >>> (i % 32)) & 1) === 1 ? -size : size
    }
    if (Math.abs(sum) >= reached) extreme++
  }
  return extreme / (draws + 1)
}
