import { expect, test } from 'vitest'
import { bandNotes, claimsSentence, outcomeOf, tallyClaims } from '../../../reporters/words/claims.ts'
import { verdictWords } from '../../../reporters/words/claim-line.ts'
import type { ClaimRecord } from '../../../src/record/claim.ts'
import { sampleClaim, sampleRun, sampleSeries } from '../sample-report.ts'

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

test('the band of a claim of no regression: widened, and of a pass what it would have seen', () => {
  const band = { asked: 0.02, judged: 0.041, visible: 0.041, floorOf: { key: 'b › t › r' } } as const
  const widened = 'band 2 % widened to the noise floor of 4.1 % that "b › t › r" has on this machine'
  expect(bandNotes(sampleClaim({ verdict: 'pass', passed: true, band }))).toEqual([
    widened,
    'would have seen 4.1 % or more',
  ])
  expect(bandNotes(sampleClaim({ verdict: 'fail', passed: false, band }))).toEqual([widened])
  expect(bandNotes(sampleClaim({ band: { ...band, judged: 0.02, visible: null } }))).toEqual([])
  const earlier: Partial<ClaimRecord> = sampleClaim()
  delete earlier.band
  expect(bandNotes(earlier as ClaimRecord)).toEqual([])
})

test('a verdict on one line names its outcome first, and the run with its marks last', () => {
  const run = sampleRun(sampleSeries(20, 40), { provenance: 'synthetic' })
  expect(verdictWords(run, sampleClaim())).toMatch(/^✓ pass: .*, n = [\d,]+ \(short answer \(synthetic weights\)\)$/u)
  expect(verdictWords(run, sampleClaim({ verdict: 'fail', passed: false }))).toMatch(/^✗ fail: /u)
  expect(verdictWords(run, sampleClaim({ verdict: 'inconclusive', passed: true, needed: 299 }))).toMatch(
    /^\? inconclusive: .* of 299 needed, let pass/u,
  )
})
