import { expect, test } from 'vitest'
import { divergenceAt } from '../../src/intrinsic/divergence.ts'
import type { Distributions } from '../../src/intrinsic/evaluation.ts'

const base = [0.5, 0.3, 0.15, 0.04, 0.01]
const own = [0.4, 0.35, 0.1, 0.05, 0.1]
const exact = base.reduce((sum, p, at) => sum + p * Math.log(p / (own[at] as number)), 0)
/** Logits are known up to a constant: the sum of exp(logit) is the total's. */
const shift = 3
const place = { logit: (token: number) => Math.log(own[token] as number) + shift, total: shift }

function distributions(tokens: number[] | null): Distributions {
  const kept = tokens ?? [0, 1, 2, 3, 4]
  return {
    width: kept.length,
    tokens: tokens === null ? null : Uint32Array.from([...kept, ...kept]),
    // Two places, the first of which is another.
    logits: Float32Array.from([...kept.map(() => 0), ...kept.map((token) => Math.log(base[token] as number) - 1)]),
    totals: Float64Array.from([Math.log(kept.length), -1]),
  }
}

test('of the whole vocabulary it is the sum of p_base (ln p_base - ln p)', () => {
  const { nats, leftOut } = divergenceAt(distributions(null), 1, place)
  expect(nats).toBeCloseTo(exact, 6)
  expect(leftOut).toBe(0)
})

test('of the likeliest tokens and one bucket it is that of the bucket, and no more than the whole', () => {
  const { nats, leftOut } = divergenceAt(distributions([1, 0]), 1, place)
  const [p, q] = [0.2, 0.25]
  const wanted = 0.5 * Math.log(0.5 / 0.4) + 0.3 * Math.log(0.3 / 0.35) + p * Math.log(p / q)
  expect(nats).toBeCloseTo(wanted, 6)
  expect(nats).toBeLessThan(exact)
  expect(leftOut).toBeCloseTo(p, 6)
})

test('of equal predictions it is none, and of a token without a chance infinite', () => {
  const same = { logit: (token: number) => Math.log(base[token] as number), total: 0 }
  expect(divergenceAt(distributions(null), 1, same).nats).toBeLessThan(1e-7)
  const never = { ...same, logit: (token: number) => (token === 0 ? Number.NEGATIVE_INFINITY : same.logit(token)) }
  expect(divergenceAt(distributions(null), 1, never).nats).toBe(Number.POSITIVE_INFINITY)
})
