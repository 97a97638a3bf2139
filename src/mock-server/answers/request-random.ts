import { seededRandom } from '../../stats/random.ts'

/**
 * Seeded uniform numbers of one request for one purpose, so that its draws do not depend on how requests
 * overlap.
 */
export function requestRandom(seed: number, index: number, purpose: number): () => number {
  const mixed = Math.imul(seed + 1, 0x9e37_79b1) ^ Math.imul(index + 1, 0x85eb_ca6b) ^ Math.imul(purpose, 0xc2b2_ae35)
  return seededRandom(mixed >>> 0)
}

/**
 * Seeded log-normal factors of mean 1 and the given standard deviation: always positive, so that a
 * time multiplied by one never runs backwards. (sigma² = ln(1 + sd²), mu = -sigma² / 2.)
 */
export function logNormalFactors(random: () => number, standardDeviation: number): () => number {
  const variance = Math.log(1 + standardDeviation ** 2)
  const sigma = Math.sqrt(variance)
  return () => {
    // Box-Muller; 1 - u, because the logarithm of 0 is not finite.
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    return Math.exp(sigma * normal - variance / 2)
  }
}
