import { expect, test } from 'vitest'
import { matchers } from '../../../src/matchers/index.ts'
import { seededRandom } from '../../../src/stats/random.ts'
import { failureOf, refusalOf } from '../support/failure.ts'
import { repeated } from '../support/run-builder.ts'
import { scoredRunOf } from '../support/scored-run.ts'

expect.extend(matchers)

const random = seededRandom(5)
const means = Array.from({ length: 40 }, () => 0.5 + 0.4 * random())
const parts = {
  domain: { means: repeated(40, 0.4), partOf: 'technical' },
  structure: { means: repeated(40, 0.9), partOf: 'technical' },
}

test('judges the total of the profile, and shows its parts with it', () => {
  const run = scoredRunOf({ technical: { means }, ...parts, rouge: { means: repeated(40, 0.1) } })
  expect(run).toHaveQualityAbove(0.6)
  expect(run).not.toHaveQualityAbove(0.9)
  expect(run).not.toHaveQualityAbove(0.5, { of: 'rouge' })
  expect(failureOf(() => expect(run).toHaveQualityAbove(0.9))).toMatch(
    /^expected mean technical above 0\.9, observed 0\.7\d+ \(n = 40, 90 % interval .*\): fail\nits parts: domain 0\.400, structure 0\.900\n/u,
  )
})

test('judges the only score, and wants a name where there are several', () => {
  expect(scoredRunOf({ rouge: { means } })).toHaveQualityAbove(0.6)
  const run = scoredRunOf({ rouge: { means }, bleu: { means } })
  expect(refusalOf(() => expect(run).toHaveQualityAbove(0.6)).message).toBe(
    'toHaveQualityAbove(min, { of }): no name, where there are several scores, is not allowed here; give "rouge" or "bleu"',
  )
  expect(run).toHaveQualityAbove(0.6, { of: 'bleu' })
})

test('a score at the limit is not above it', () => {
  const ones = scoredRunOf({ exact: { means: repeated(40, 1) } })
  expect(failureOf(() => expect(ones).toHaveQualityAbove(1))).toContain(': fail')
  expect(ones).toScoreAtLeast('exact', 1)
})

test('null scores are excluded and counted, and random weights refused', () => {
  const some = scoredRunOf({ judge: { means: [...repeated(60, 0.9), null] } })
  expect(failureOf(() => expect(some).toHaveQualityAbove(0.99))).toContain('60 of 61 requests are in it')
  const noise = scoredRunOf({ judge: { means } }, { provenance: 'synthetic' })
  expect(refusalOf(() => expect(noise).not.toHaveQualityAbove(0.5)).message).toContain('weights are random')
})
