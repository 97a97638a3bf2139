import { expect, test } from 'vitest'
import { whyOpen } from '../../../reporters/words/why-open.ts'
import { sampleClaim } from '../sample-report.ts'

test('a comparison of arms that did unequal work says so', () => {
  const rests = { doubts: ['the arms did not do the same work'], checks: [], despite: [], parts: [] }
  const pair = { outputTokens: [7, 64], answers: null } as const
  const claim = sampleClaim({ verdict: 'inconclusive', matcher: 'toOutperform', effectiveN: 25, rests, pair })
  expect(whyOpen({ claim, run: null, subject: 'ours', replaced: false })).toBe('the arms did unequal work')
  const earlier: Partial<typeof claim> = { ...claim }
  delete earlier.pair
  expect(whyOpen({ claim: earlier as typeof claim, run: null, subject: 'ours', replaced: false })).not.toContain('arms')
})
