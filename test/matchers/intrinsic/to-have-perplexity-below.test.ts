import { expect, test } from 'vitest'
import { matchers } from '../../../src/matchers/index.ts'
import { intrinsicResult } from '../../support/intrinsic/intrinsic-result.ts'
import { failureOf, refusalOf } from '../support/failure.ts'
import { constructedRun, repeated } from '../support/run-builder.ts'
import { spread, told } from './results.ts'

expect.extend(matchers)

test('passes below the limit, and fails with its figures at or above', () => {
  expect(told(spread)).toHavePerplexityBelow(5.5)
  expect(told(spread)).not.toHavePerplexityBelow(4.5)
  expect(failureOf(() => expect(told(spread)).toHavePerplexityBelow(4.5))).toBe(
    [
      'expected perplexity below 4.5, observed 4.95 (n = 800, effective n = 8, 90 % interval 4.76 to 5.16): fail',
      '800 tokens were scored in 8 windows of 101 (BOS before each, protocol full, exact)',
      '2,400 bytes of text',
      'run "a text" of stories-Q4_0',
    ].join('\n'),
  )
})

test('too few windows, and a limit inside the interval, settle nothing', () => {
  const few = failureOf(() => expect(told([1.6])).toHavePerplexityBelow(4.9))
  expect(few).toContain(': inconclusive')
  expect(few).toContain('100 tokens do not settle this at 95 % confidence; at least 500 are needed')
  expect(failureOf(() => expect(told(spread)).toHavePerplexityBelow(4.9))).toContain(
    'inconclusive: 800 tokens do not settle this',
  )
})

test('a token without any chance fails it', () => {
  const record = intrinsicResult(spread)
  const blocks = { ...record.blocks, nats: [null, ...record.blocks.nats.slice(1)] }
  const infinite = told(spread, null, { blocks, perplexity: null, perplexityInterval: null })
  expect(failureOf(() => expect(infinite).toHavePerplexityBelow(1e9))).toContain('observed infinite')
})

test('a configuration with a scored text is judged, too', () => {
  const run = constructedRun(repeated(10, 5), { record: { intrinsic: intrinsicResult(spread) } })
  expect(run).toHavePerplexityBelow(5.5)
  expect(failureOf(() => expect(run).toHavePerplexityBelow(4.5))).toContain('observed 4.95 (n = 800, effective n = 8,')
})

test('refuses what was not scored, random weights, and a limit that cannot be meant', () => {
  const run = constructedRun(repeated(10, 5))
  expect(refusalOf(() => expect(run).toHavePerplexityBelow(5)).message).toContain('no text was scored in this run')
  for (const wrong of [null, 5, {}, Promise.resolve()]) {
    const { code, message } = refusalOf(() => expect(wrong).not.toHavePerplexityBelow(5))
    expect([code, message]).toEqual(['not-measured', expect.stringContaining('received no result of perplexity(…)')])
  }
  const random = told(spread, null, { provenance: 'synthetic' })
  expect(refusalOf(() => expect(random).not.toHavePerplexityBelow(1e9)).message).toContain(
    'random weights foretell nothing',
  )
  for (const limit of [1, 0, -1, Number.NaN, Number.POSITIVE_INFINITY, '5']) {
    expect(refusalOf(() => expect(told(spread)).toHavePerplexityBelow(limit as number)).code).toBe('invalid-option')
  }
})
