import { expect, test } from 'vitest'
import type { ClaimRecord } from '../../../src/record/claim.ts'
import { buildRun } from '../../../src/runs/build-run.ts'
import { jointClaims, type Whole } from '../../../src/runs/joined/joint-claims.ts'
import { sampleClaim } from '../../reporters/sample-report.ts'
import { completedSample, runEnd, runHeader } from '../../support/samples.ts'

/** A load of 200 requests of 10 to 29 ms, in no order. */
function whole(checks: Whole['record']['checks'] = []): Whole {
  const samples = Array.from({ length: 200 }, (_, k) => ({ ...completedSample(k * 40, 10 + ((k * 7) % 20)), index: k }))
  const { record, measured } = buildRun(runHeader(), samples, runEnd)
  return { record: { ...record, checks }, measured, isDecided: false }
}

/** A claim of ten requests, which settle nothing. */
function claim(changes: Partial<ClaimRecord>): ClaimRecord {
  return sampleClaim({
    text: 'p95 of latency below 40 ms',
    verdict: 'inconclusive',
    observed: 1,
    threshold: 40,
    n: 10,
    effectiveN: 10,
    interval: null,
    needed: 59,
    ...changes,
  })
}

const below = claim({})

test('what every part claims is judged of all requests together', () => {
  const success = claim({
    matcher: 'toHaveSuccessRateAbove',
    metric: 'successRate',
    text: 'success rate above 0.9',
    threshold: 0.9,
    unit: '',
  })
  const mean = claim({ matcher: 'toHaveMeanBelow', text: 'mean of latency below 12 ms', threshold: 12 })
  const parts = [
    [below, success, mean],
    [mean, below, success],
  ]
  const { claims, notes } = jointClaims(whole(), parts)
  expect(notes).toEqual([])
  expect(claims.map(({ text, verdict, n }) => [text, verdict, n])).toEqual([
    ['p95 of latency below 40 ms', 'pass', 200],
    ['success rate above 0.9', 'pass', 200],
    ['mean of latency below 12 ms', 'fail', 200],
  ])
  expect(claims.map(({ passed }) => passed)).toEqual([true, true, false])
})

test('what some parts claim, or with another limit, is about those', () => {
  const other = claim({ text: 'p95 of latency below 50 ms', threshold: 50 })
  expect(jointClaims(whole(), [[below], []])).toEqual({ claims: [], notes: [] })
  expect(jointClaims(whole(), [[below], [other]])).toEqual({ claims: [], notes: [] })
  expect(jointClaims(whole(), [])).toEqual({ claims: [], notes: [] })
})

test('parts that did not load the server together leave open that it was quick, and prove that it was slow', () => {
  const message = 'the parts did not load the server together'
  const apart = whole([{ id: 'parts-overlap', status: 'invalid', protects: ['all'], message }])
  const slow = claim({ text: 'p95 of latency below 12 ms', threshold: 12 })
  const success = claim({
    matcher: 'toHaveSuccessRateAbove',
    metric: 'successRate',
    text: 'success rate above 0.9',
    threshold: 0.9,
    unit: '',
  })
  const parts = [below, slow, success]
  const { claims } = jointClaims(apart, [parts, parts])
  expect(claims.map(({ verdict }) => verdict)).toEqual(['inconclusive', 'fail', 'inconclusive'])
  expect(claims[0]?.rests.doubts).toEqual([`the check parts-overlap is invalid: ${message}`])
})

test('a negated claim is judged the other way round', () => {
  const slow = claim({ negated: true, text: 'p95 of latency below 12 ms', threshold: 12 })
  expect(jointClaims(whole(), [[slow], [slow]]).claims[0]).toMatchObject({ verdict: 'pass', passed: true })
})

test('a claim that rests on more than the requests is not judged, and a note says so', () => {
  const energy = claim({ metric: 'joulesPerRequest', text: 'energy below 1 J' })
  const gaps = claim({ metric: 'interChunk', text: 'p95 of interChunk below 40 ms' })
  const { claims, notes } = jointClaims(whole(), [
    [energy, gaps],
    [energy, gaps],
  ])
  expect(claims).toEqual([])
  expect(notes).toEqual([
    '"energy below 1 J" was claimed of each part and is not judged of the whole',
    '"p95 of interChunk below 40 ms" was claimed of each part and is not judged of the whole',
  ])
})

test('an estimate that one part alone doubts is doubted of the whole, in whatever order they come', () => {
  const { record, ...others } = whole()
  const estimated = { record: { ...record, tokens: { ...record.tokens, source: 'chunks' as const } }, ...others }
  const doubts = ['output tokens are estimated: have it send usage']
  const pace = { metric: 'tpot', text: 'p95 of tpot below 40 ms' }
  const [accepting, doubting] = [claim(pace), claim({ ...pace, rests: { ...below.rests, doubts } })]
  const verdictOf = (...parts: ClaimRecord[]): string | undefined =>
    jointClaims(
      estimated,
      parts.map((one) => [one]),
    ).claims[0]?.verdict
  expect(verdictOf(accepting, accepting)).toBe('pass')
  expect(verdictOf(accepting, doubting)).toBe('inconclusive')
  expect(verdictOf(doubting, accepting)).toBe('inconclusive')
})

test('what is simulated settles nothing, and fails nothing', () => {
  const rests = { ...below.rests, doubts: ['what was measured is simulated'] }
  const slow = claim({ policy: 'simulated', rests, text: 'p95 of latency below 12 ms', threshold: 12 })
  const [joint] = jointClaims(whole(), [[slow], [slow]]).claims
  expect(joint).toMatchObject({ verdict: 'inconclusive', passed: true })
  expect(joint?.rests.doubts[0]).toBe('what was measured is simulated')
})

test('a claim that compares two figures is judged of neither side of it', () => {
  const figures = { name: 'a report', statistic: 'p50', before: 50, after: 60, unit: 'tokens/s' }
  const declared = claim({
    matcher: 'toOutperform',
    metric: 'decodeSpeed',
    text: 'p50 of decodeSpeed above the declared 50 tokens/s (a report)',
    threshold: 50,
    change: { ...figures, of: 'declared', ratio: 1.2, interval: null },
  })
  expect(jointClaims(whole(), [[declared], [declared]])).toEqual({
    claims: [],
    notes: [`"${declared.text}" was claimed of each part and is not judged of the whole`],
  })
})

test('parts of which only one had failures make one claim, in the words of the whole', () => {
  const failing = claim({ text: 'p95 of latency incl. failures below 40 ms' })
  const { record, ...others } = whole()
  expect(jointClaims({ record, ...others }, [[below], [failing]]).claims.map(({ text }) => text)).toEqual([below.text])
  const failed = { record: { ...record, requests: { ...record.requests, failed: 1 } }, ...others }
  expect(jointClaims(failed, [[below], [failing]]).claims.map(({ text }) => text)).toEqual([failing.text])
})

test('requests that were made until a part was decided settle nothing of the whole', () => {
  const [joint] = jointClaims({ ...whole(), isDecided: true }, [[below], [below]]).claims
  expect(joint).toMatchObject({ verdict: 'inconclusive' })
  expect(joint?.rests.doubts[0]).toMatch(/^parts went on until their own claims were decided/u)
})

test('what launches decided the requests of the whole do not', () => {
  const ofLaunches = claim({ launches: { count: 3, kind: 'launch', by: 'launches' } })
  expect(jointClaims(whole(), [[below], [ofLaunches]])).toMatchObject({
    claims: [],
    notes: [expect.stringContaining('not judged of the whole')],
  })
})
