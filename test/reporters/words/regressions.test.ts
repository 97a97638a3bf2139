import { expect, test } from 'vitest'
import { adjustRegressions } from '../../../reporters/collect/adjust-regressions.ts'
import { regressionsSentence } from '../../../reporters/words/regressions.ts'
import type { ClaimRecord } from '../../../src/record/claim.ts'
import { sampleClaim } from '../sample-report.ts'

function made(pValue: number | null, changes: Partial<ClaimRecord> = {}): ClaimRecord {
  const failed = pValue !== null && pValue < 0.05
  return sampleClaim({
    matcher: 'toNotRegressFrom',
    text: 'median latency at most 5 % slower than in baseline "main"',
    verdict: pValue === null ? 'inconclusive' : failed ? 'fail' : 'pass',
    passed: !failed,
    pValue,
    interval: { low: 1.1, high: 1.2, confidence: 0.9 },
    ...changes,
  })
}
function sentenceOf(claims: readonly ClaimRecord[]): string | null {
  adjustRegressions(claims)
  return regressionsSentence(
    claims.map((claim, index) => ({ claim, run: null, subject: `run ${index + 1}`, replaced: false })),
  )
}

test('how many were made, and which failures stand among all of them (Holm); each keeps its own verdict', () => {
  const claims = [made(0.0004), made(0.03), ...Array.from({ length: 8 }, () => made(0.6)), made(null)]
  expect(sentenceOf(claims)).toBe(
    '11 claims of no regression were made, 2 failed, each at its own 5 %. run 1: median latency at most 5 % slower ' +
      'than in baseline "main" (adjusted p = 0.004) stands of 10 that could be tested (Holm). run 2: median latency ' +
      'at most 5 % slower than in baseline "main" (adjusted p = 0.270) does not stand of 10 that could be tested ' +
      '(Holm): it may be chance, measure again.',
  )
  expect(claims.slice(0, 2).map(({ verdict, passed }) => [verdict, passed])).toEqual([
    ['fail', false],
    ['fail', false],
  ])
})

test('none failed, one alone, and none made', () => {
  expect(sentenceOf([made(0.4), made(0.5)])).toBe('2 claims of no regression were made, none failed.')
  expect(sentenceOf([made(0.4), made(null)])).toBe('2 claims of no regression were made, none failed, 1 is open.')
  expect(sentenceOf([made(0.02)])).toMatch(
    /^1 claim of no regression was made, 1 failed\. run 1: .* \(adjusted p = 0\.020\) stands of 1 that could be tested/u,
  )
  expect(sentenceOf([sampleClaim()])).toBeNull()
})

test('a negated claim is another one, and no part of them; of an earlier version there is no p-value', () => {
  expect(sentenceOf([made(0.5), made(null, { negated: true, verdict: 'fail' })])).toMatch(/^1 claim /u)
  const earlier: Partial<ClaimRecord> = made(0.01)
  delete earlier.pValue
  delete earlier.pAdjusted
  expect(sentenceOf([earlier as ClaimRecord])).toBe('1 claim of no regression was made, 1 failed.')
})

test('a retried test is held to the share of the error rate that its attempts have', () => {
  const retried = { interval: { low: 1.1, high: 1.2, confidence: 0.95 } }
  expect(sentenceOf([made(0.03, retried)])).toContain('does not stand')
  expect(sentenceOf([made(0.02, retried)])).toContain(' stands of 1')
})

test('a pass says what it would have seen, and a band that was widened is told', () => {
  const band = (judged: number, visible: number | null) =>
    ({ band: { asked: 0.02, judged, visible, floorOf: 'own' } }) as const
  expect(sentenceOf([made(0.5, band(0.02, 0.011))])).toBe(
    '1 claim of no regression was made, none failed. What passed would have seen 1.1 % or more.',
  )
  expect(sentenceOf([made(0.5, band(0.02, 0.011)), made(0.4, band(0.041, 0.041)), made(0.3, band(0.02, null))])).toBe(
    '3 claims of no regression were made, none failed. Each that passed would have seen 4.1 % or more. ' +
      '1 band was widened to the noise floor.',
  )
  expect(sentenceOf([made(0.01, band(0.041, 0.041))])).toMatch(/ 1 band was widened to the noise floor\.$/u)
})
