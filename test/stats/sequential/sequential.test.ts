import { describe, expect, test } from 'vitest'
import { samplesToPass } from '../../../src/stats/intervals/binomial.ts'
import { alphaOf } from '../../../src/verdicts/judgement.ts'
import { seededRandom } from '../../../src/stats/random.ts'
import { SequentialShareTest, sequentialFloor } from '../../../src/stats/sequential/sequential.ts'

function stateAt(share: number, alpha: number, pattern: readonly boolean[]): SequentialShareTest {
  const sequential = new SequentialShareTest(share, alpha)
  for (const bad of pattern) sequential.add(bad)
  return sequential
}

/** Probability of each verdict within `horizon` looks at a share of exactly the boundary. */
function exactRates(share: number, alpha: number, horizon: number): { pass: number; fail: number } {
  const sequential = new SequentialShareTest(share, alpha)
  // Dynamic programming over the number of bad samples of the paths still open.
  let open = new Float64Array([1])
  let pass = 0
  let fail = 0
  for (let n = 1; n <= horizon; n++) {
    const next = new Float64Array(n + 1)
    for (const [bad, mass] of open.entries()) {
      next[bad] = (next[bad] as number) + mass * (1 - share)
      next[bad + 1] = (next[bad + 1] as number) + mass * share
    }
    for (const [bad, mass] of next.entries()) {
      if (mass < 1e-15) {
        next[bad] = 0
        continue
      }
      const state = sequential.stateOf(bad, n)
      if (state === 'pass') pass += mass
      if (state === 'fail') fail += mass
      if (state !== 'open') next[bad] = 0
    }
    open = next
  }
  return { pass, fail }
}

describe('sequential test of a share', () => {
  // Exact up to the horizon; beyond it Ville's inequality holds.
  test.each([
    [0.5, 0.05, 300],
    [0.1, 0.05, 500],
    [0.05, 0.05, 1000],
    [0.05, 0.025, 1000],
    [0.01, 0.05, 1500],
  ])('at a share of exactly %d each verdict has at most alpha = %d, looking %d times', (share, alpha, horizon) => {
    const { pass, fail } = exactRates(share, alpha, horizon)
    expect(pass).toBeLessThanOrEqual(alpha)
    expect(fail).toBeLessThanOrEqual(alpha)
    // And the level is used, not thrown away.
    expect(pass).toBeGreaterThan(alpha / 4)
    expect(fail).toBeGreaterThan(alpha / 6)
  })

  test('the same by simulation', () => {
    const trials = 2000
    let pass = 0
    let fail = 0
    for (let seed = 1; seed <= 5; seed++) {
      const random = seededRandom(seed)
      for (let trial = 0; trial < trials / 5; trial++) {
        const sequential = new SequentialShareTest(0.05, 0.05)
        while (sequential.state === 'open' && sequential.n < 1000) sequential.add(random() < 0.05)
        if (sequential.state === 'pass') pass++
        if (sequential.state === 'fail') fail++
      }
    }
    const { pass: exactPass, fail: exactFail } = exactRates(0.05, 0.05, 1000)
    expect(Math.abs(pass / trials - exactPass)).toBeLessThan(0.015)
    expect(Math.abs(fail / trials - exactFail)).toBeLessThan(0.015)
  })

  // A retry is another chance to be lucky: each attempt is judged at its share of the 5 %.
  test.each([
    [1, 0.05],
    [2, 0.05],
    [1, 0.5],
    [2, 0.5],
    [2, 0.01],
  ])(
    'with %d retries a claim at its boundary (a share of %d bad) is wrong at a rate of at most 0.055, all attempts together',
    (retries, share) => {
      const trials = 1500
      const random = seededRandom(10 * retries + share)
      const wrong = { pass: 0, fail: 0 }
      for (let trial = 0; trial < trials; trial++) {
        const ends = new Set<string>()
        for (let attempt = 0; attempt <= retries; attempt++) {
          const sequential = new SequentialShareTest(share, alphaOf(retries))
          while (sequential.state === 'open' && sequential.n < 600) sequential.add(random() < share)
          ends.add(sequential.state)
        }
        // A claim is given up at its first pass; its negation at the first fail.
        if (ends.has('pass')) wrong.pass++
        if (ends.has('fail')) wrong.fail++
      }
      expect(wrong.pass / trials).toBeLessThanOrEqual(0.055)
      expect(wrong.fail / trials).toBeLessThanOrEqual(0.055)
      // Attempts at the whole 5 % would reach more than that: the level is not thrown away either.
      if (share > 0.01) expect(wrong.pass / trials).toBeGreaterThan(0.01)
    },
  )

  test.each([
    [0.5, 0.05],
    [0.1, 0.05],
    [0.05, 0.05],
    [0.01, 0.05],
    [0.05, 0.025],
  ])('clean samples of a share of %d pass within 1.6 times the floor, and not before it', (share, alpha) => {
    const fixed = samplesToPass(1 - share, 0, alpha)
    expect(sequentialFloor(share, alpha)).toBeLessThanOrEqual(1.6 * fixed)
    expect(sequentialFloor(share, alpha)).toBeGreaterThanOrEqual(fixed)
  })

  test('P95 takes 74 clean samples, P99 373', () => {
    expect([0.05, 0.01].map((share) => sequentialFloor(share, 0.05))).toEqual([74, 373])
  })

  test('half of the samples bad fails a P95 within a tenth of 208, whichever comes first', () => {
    for (const first of [0, 1]) {
      const pattern = Array.from({ length: 20 }, (_, i) => i % 2 === first)
      expect(stateAt(0.05, 0.05, pattern).state).toBe('fail')
    }
  })

  test('a verdict is final, and the counts go on', () => {
    const sequential = stateAt(
      0.05,
      0.05,
      Array.from({ length: 74 }, () => false),
    )
    expect(sequential.state).toBe('pass')
    for (let i = 0; i < 50; i++) expect(sequential.add(true)).toBe('pass')
    expect([sequential.n, sequential.bad]).toEqual([124, 50])
  })

  test('refuses a share or a level outside (0, 1)', () => {
    expect(() => new SequentialShareTest(0, 0.05)).toThrow(RangeError)
    expect(() => new SequentialShareTest(0.05, 1)).toThrow(RangeError)
  })
})
