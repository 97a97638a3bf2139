import { binomialSf } from '../intervals/binomial.ts'

/**
 * Two-sided p-value of the sign test (Dixon and Mood 1946): that as many wins and losses, or more uneven ones, come of
 * a fair coin, exactly. Ties are left out; 1 where there is nothing else.
 */
export function signTest(wins: number, losses: number): number {
  const n = wins + losses
  return n === 0 ? 1 : Math.min(1, 2 * binomialSf(Math.max(wins, losses), n, 0.5))
}
