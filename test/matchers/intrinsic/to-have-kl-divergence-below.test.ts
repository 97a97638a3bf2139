import { expect, test } from 'vitest'
import { matchers } from '../../../src/matchers/index.ts'
import { intrinsicResult } from '../../support/intrinsic/intrinsic-result.ts'
import { failureOf, refusalOf } from '../support/failure.ts'
import { constructedRun, repeated } from '../support/run-builder.ts'
import { spread, told } from './results.ts'

expect.extend(matchers)

const lost = [0.01, 0.012, 0.011, 0.009, 0.013, 0.011, 0.01, 0.012]
const base = './stories-F32.gguf'

test('passes below the limit, and fails with its figures at or above', () => {
  expect(told(spread, lost)).toHaveKLDivergenceBelow(base, 0.02)
  expect(told(spread, lost)).not.toHaveKLDivergenceBelow(base, 0.005)
  expect(failureOf(() => expect(told(spread, lost)).toHaveKLDivergenceBelow(base, 0.005))).toBe(
    [
      'expected mean KL divergence from stories-F32 below 0.005 nats a token, observed 0.0110 nats ' +
        '(n = 800, effective n = 8, 90 % interval 0.0101 to 0.0119 nats): fail',
      '800 tokens were scored in 8 windows of 101 (BOS before each, protocol full, exact)',
      'median 0.00800 nats, same likeliest token 97.3 %, answers flipped 2 %',
      'run "a text" of stories-Q4_0',
    ].join('\n'),
  )
})

test('where not every token was compared it is "at least", and passes nothing', () => {
  const record = intrinsicResult(spread, lost)
  const divergence = { ...record.divergence, comparedTokens: 256, massLeftOut: 0.03 } as typeof record.divergence
  const least = told(spread, lost, { divergence })
  // By its point, which says so.
  expect(least).toHaveKLDivergenceBelow(base, 0.02)
  expect(failureOf(() => expect(least).not.toHaveKLDivergenceBelow(base, 0.02))).toContain(
    'inconclusive: it is "at least" so much, for tokens with 3 % of the base\'s probability were taken as one',
  )
  expect(failureOf(() => expect(least).toHaveKLDivergenceBelow(base, 0.005))).toContain('observed at least 0.0110 nats')
})

test('the base is named by its spec, its model, its configuration or a result of it', () => {
  const target = { ...intrinsicResult(spread).target, spec: 'elsewhere.gguf', modelHash: 'f32' }
  expect(told(spread, lost)).toHaveKLDivergenceBelow(told(spread, null, { target }), 0.02)
  const run = constructedRun(repeated(10, 5))
  const record = { target: { ...run.record.target, spec: base, modelHash: 'f32' } }
  expect(told(spread, lost)).toHaveKLDivergenceBelow(constructedRun(repeated(10, 5), { record }), 0.02)
  expect(refusalOf(() => expect(told(spread, lost)).not.toHaveKLDivergenceBelow('./other.gguf', 0.02)).message).toBe(
    'toHaveKLDivergenceBelow: the divergence was measured from "./stories-F32.gguf", not from "./other.gguf"',
  )
  for (const wrong of [undefined, null, 5, {}, '']) {
    expect(refusalOf(() => expect(told(spread, lost)).toHaveKLDivergenceBelow(wrong, 0.02)).code).toBe('invalid-option')
  }
})

test('refuses what has no base, random weights, and a limit that cannot be meant', () => {
  expect(refusalOf(() => expect(told(spread)).toHaveKLDivergenceBelow(base, 1)).message).toContain(
    'no base was beside it',
  )
  const random = told(spread, lost, { provenance: 'synthetic' })
  expect(refusalOf(() => expect(random).toHaveKLDivergenceBelow(base, 1)).code).toBe('not-measured')
  for (const limit of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, '5']) {
    const asked = (): unknown => expect(told(spread, lost)).toHaveKLDivergenceBelow(base, limit as number)
    expect(refusalOf(asked).code).toBe('invalid-option')
  }
})
