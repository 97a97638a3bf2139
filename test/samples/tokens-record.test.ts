import { expect, test } from 'vitest'
import type { Sample, TokenCounts } from '../../src/samples/sample.ts'
import { tokensRecord } from '../../src/samples/tokens-record.ts'
import { completedSample } from '../support/samples.ts'

const counted: TokenCounts = { input: 10, output: 4, cached: null, reasoning: null, source: 'usage' }

function recordOf(...tokens: readonly Partial<TokenCounts>[]): ReturnType<typeof tokensRecord> {
  const samples: Sample[] = tokens.map((told) =>
    Object.assign(completedSample(0, 10), { tokens: { ...counted, ...told } }),
  )
  return tokensRecord(samples)
}

test('what no answer says is unknown, and not 0', () => {
  expect(recordOf({}, {})).toEqual({
    input: 20,
    output: 8,
    cached: null,
    cachedSource: null,
    reasoning: null,
    source: 'usage',
  })
})

test('cached and reasoning tokens are left out of answers that have none', () => {
  expect(recordOf({ cached: 6 }, {}, { reasoning: 3 })).toMatchObject({ cached: 6, reasoning: 3 })
  expect(recordOf({ cached: 0 }, {})).toMatchObject({ cached: 0, cachedSource: 'answers' })
})

test('the input is that of all answers, or unknown', () => {
  expect(recordOf({ cached: 6 }, { input: null })).toMatchObject({ input: null, cached: null, output: 8 })
})

test('the sum comes from the worst source of any answer', () => {
  expect(recordOf({}, { source: 'chunks' }).source).toBe('chunks')
  expect(tokensRecord([]).source).toBe('usage')
})
