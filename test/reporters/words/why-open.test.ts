import { expect, test } from 'vitest'
import type { ClaimRecord } from '../../../src/record/claim.ts'
import { whyOpen } from '../../../reporters/words/why-open.ts'
import { sampleClaim } from '../sample-report.ts'

function whyOf(doubts: readonly string[], changes: Partial<ClaimRecord> = {}): string | null {
  const rests = { doubts: [...doubts], checks: [], despite: [], parts: [] }
  const claim = sampleClaim({ verdict: 'inconclusive', matcher: 'toOutperform', effectiveN: 25, rests, ...changes })
  return whyOpen({ claim, run: null, subject: 'ours', replaced: false })
}

test('a comparison of arms that did unequal work says so', () => {
  expect(whyOf(['the arms did not do the same work (output tokens 7 / 64 (means)), so that …'])).toBe(
    'the arms did unequal work',
  )
})

test('the reason is the doubt, whosever it is: of the run, of the other arm, of the baseline', () => {
  const pair = { outputTokens: [64, 64], answers: null } as const
  const check = 'the check event-loop-lag is invalid: this process was late: run less beside it'
  expect(whyOf([check])).toBe('invalid check event-loop-lag')
  // A comparison has a pair, whatever leaves it open.
  expect(whyOf([`in "after" ${check}`], { pair })).toBe('in "after" invalid check event-loop-lag')
  expect(whyOf([`in the baseline ${check}`])).toBe('in the baseline invalid check event-loop-lag')
  expect(whyOf([check, `in "after" ${check}`], { pair })).toBe('invalid checks event-loop-lag and 1 more')
  expect(whyOf(['in "after" the run ended early: the test timed out'], { pair })).toBe('in "after" the run ended early')
  expect(whyOf(['in the baseline output tokens are estimated: of answers …'], { provenance: 'measured' })).toBe(
    'in the baseline rests on estimated tokens',
  )
  expect(whyOf(['the baseline has 12 values, and at least 20 are needed'])).toBe(
    'the baseline has 12 values, and at least 20 are needed',
  )
  expect(whyOf(['there are points only, no samples, so that no interval can be made'])).toContain('points only')
  expect(
    whyOf([
      'saved with another fingerprint, cpu AMD EPYC here, Intel(R) Xeon(R) there; threads 4 here, 2 there: save one here with …',
    ]),
  ).toBe('saved with another fingerprint, cpu AMD EPYC here, Intel(R) Xeon(R) there; threads 4 here, 2 there')
  expect(whyOf(['30 W and 0.3 USD are assumed: declare your own'])).toBe('rests on assumed inputs')
})

test('without a doubt the values say it, and a needed number of samples stands for itself', () => {
  expect(whyOf([])).toBe('too near the limit')
  expect(whyOf([], { interval: null })).toBe('no interval')
  expect(whyOf(['the run ended early'], { needed: 59 })).toBeNull()
  expect(whyOf([], { verdict: 'pass' })).toBeNull()
})
