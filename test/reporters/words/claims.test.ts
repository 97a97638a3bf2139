import { expect, test } from 'vitest'
import { claimsSentence, outcomeOf, tallyClaims } from '../../../reporters/words/claims.ts'
import { sampleClaim } from '../sample-report.ts'

test('the outcome follows the assertion, unless the samples did not settle it', () => {
  expect(outcomeOf(sampleClaim({ negated: true, passed: false }))).toBe('fail')
  expect(outcomeOf(sampleClaim({ verdict: 'inconclusive', passed: true }))).toBe('inconclusive')
})

test('counted in words', () => {
  const claims = [
    sampleClaim(),
    sampleClaim({ verdict: 'fail', passed: false }),
    sampleClaim({ verdict: 'inconclusive', passed: false }),
  ]
  expect(claimsSentence(tallyClaims(claims))).toBe(
    '3 claims: 1 passed, 1 failed, 1 inconclusive (1 of them failed the test)',
  )
  expect(claimsSentence(tallyClaims([]))).toBe('no claims')
})
