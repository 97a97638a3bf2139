import { midranks } from '../quantiles/midranks.ts'

/**
 * Spearman's rank correlation of pairs: Pearson's of their ranks, equal values sharing the mean of theirs. Null where
 * one side does not vary.
 */
export function spearman(left: Float64Array, right: Float64Array): number | null {
  const n = left.length
  const [one, other] = [midranks(left), midranks(right)]
  const middle = (n + 1) / 2
  let both = 0
  let ones = 0
  let others = 0
  for (let i = 0; i < n; i++) {
    const [a, b] = [(one[i] as number) - middle, (other[i] as number) - middle]
    both += a * b
    ones += a * a
    others += b * b
  }
  return ones === 0 || others === 0 ? null : Math.min(1, Math.max(-1, both / Math.sqrt(ones * others)))
}
