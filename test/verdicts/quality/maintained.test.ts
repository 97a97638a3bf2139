import { expect, test } from 'vitest'
import { seededRandom } from '../../../src/stats/random.ts'
import { judgeMaintained } from '../../../src/verdicts/quality/maintained.ts'
import { seededNormal } from '../../stats/draws.ts'

const margin = 0.05
/** Simulated comparisons, fewer of many prompts: the error of the simulation is told with each share. */
const trialsOf = (n: number): number => (n > 100 ? 120 : 300)

/** Most that a share of 5 % may come to, two standard errors of the simulation above it. */
const atMost = (n: number): number => 0.05 + 2 * Math.sqrt((0.05 * 0.95) / trialsOf(n))

function shareOf(verdict: string, n: number, draw: () => number): number {
  const trials = trialsOf(n)
  const judged = Array.from({ length: trials }, () =>
    judgeMaintained(
      Float64Array.from({ length: n }, () => draw()),
      margin,
    ),
  )
  return judged.filter((judgement) => judgement.verdict === verdict).length / trials
}

test.for([20, 50, 200])('the same distribution is called degraded at most 1 time in 20, n = %i', (n) => {
  const normal = seededNormal(n)
  expect(shareOf('fail', n, () => 0.2 * normal())).toBeLessThanOrEqual(0.05)
})

test.for([20, 50, 200])('a true drop of the margin is called maintained at most 1 time in 20, n = %i', (n) => {
  const normal = seededNormal(n + 1)
  const random = seededRandom(n + 1)
  expect(shareOf('pass', n, () => -margin + 0.1 * normal())).toBeLessThanOrEqual(atMost(n))
  expect(shareOf('pass', n, () => (random() < margin ? -1 : 0))).toBeLessThanOrEqual(0.05)
})

test.for([0.1, 0.2])(
  'a drop of twice the margin is found 9 times in 10 with (2.93 SD / margin)^2 prompts, SD %f',
  (sd) => {
    const n = Math.ceil(((2.93 * sd) / margin) ** 2)
    const normal = seededNormal(n)
    expect(shareOf('fail', n, () => -2 * margin + sd * normal())).toBeGreaterThanOrEqual(
      0.9 - 2 * Math.sqrt(0.09 / trialsOf(n)),
    )
  },
)

test('equal answers give p = 1, and are maintained with as many prompts as bound the changed ones', () => {
  const same = judgeMaintained(new Float64Array(58), margin)
  expect(same).toMatchObject({ verdict: 'inconclusive', pValue: 1, signPValue: 1, winRate: null, needed: 59, ties: 58 })
  expect(judgeMaintained(new Float64Array(59), margin).verdict).toBe('pass')
})

test('wins and losses are counted, with the share of wins', () => {
  const differences = Float64Array.from({ length: 40 }, (_, place) => (place < 8 ? 0.1 : place < 10 ? -0.1 : 0))
  const { wins, losses, ties, winRate, signPValue, pValue } = judgeMaintained(differences, margin)
  expect([wins, losses, ties]).toEqual([8, 2, 30])
  expect(winRate?.share).toBe(0.8)
  expect(signPValue).toBeCloseTo(0.109375, 12)
  expect(pValue).toBeCloseTo(0.109375, 12)
  expect(judgeMaintained(new Float64Array(0), margin).verdict).toBe('inconclusive')
})
