import { describe, expect, test } from 'vitest'
import { matchers } from '../../../src/matchers/index.ts'
import type { DecisionRecord } from '../../../src/record/claim.ts'
import type { CheckRecord } from '../../../src/record/check.ts'
import { emptyRun, type RunRecord } from '../../../src/record/run.ts'
import type { LlmRun } from '../../../src/vitest/llm-run.ts'
import { seededRandom } from '../../../src/stats/random.ts'
import { failureOf } from '../support/failure.ts'
import { constructedArms, constructedRun, type ConstructedRequest, repeated } from '../support/run-builder.ts'

expect.extend(matchers)

function broken(id: string, maxMs: number | null = 18.9, protects = ['all']): Partial<RunRecord> {
  const check: CheckRecord = { id, status: 'invalid', protects, message: 'it was so: do that' }
  return { checks: [check], lag: maxMs === null ? null : { p99Ms: maxMs / 2, maxMs } }
}

/** 200 requests of one kind; 50 ms to the first of 11 tokens, 10 ms a token. */
function run(record: Partial<RunRecord>, request: Partial<ConstructedRequest> = {}, gaps: number[] = []): LlmRun {
  // Equal to the last bit, or to the rounding of their stamps, they would tell nothing of a mean.
  const random = seededRandom(3)
  const requests = Array.from({ length: 200 }, () => ({
    latency: 150 + random() / 100,
    ttft: 50 + random() / 100,
    outputTokens: 11,
    ...request,
  }))
  return constructedRun(requests, { record, gaps: gaps.map((gap) => gap + random() / 100) })
}

type Claims = (claim: ReturnType<typeof expect<LlmRun>>) => unknown

/** The verdict of a claim: of it and its opposite one fails, and says which. */
function verdictOf(claimed: LlmRun, claim: Claims): 'pass' | 'fail' | 'open' {
  let message: string
  let fails = true
  try {
    message = failureOf(() => claim(expect(claimed)))
  } catch {
    fails = false
    message = failureOf(() => claim(expect(claimed).not))
  }
  return message.includes('inconclusive:') ? 'open' : fails ? 'fail' : 'pass'
}

const times = ['latency', 'response', 'ttft', 'ttfv', 'tpot', 'interChunk'] as const
const slowing = ['other-hosts', 'swap-in', 'thermal-pressure']

describe('what can only lengthen times', () => {
  test.each(slowing)('%s opens no pass of "below", and every fail', (id) => {
    const busy = run(broken(id), {}, repeated(200, 10))
    for (const of of times) {
      expect(verdictOf(busy, (claim) => claim.toHaveP95Below(1_000, { of }))).toBe('pass')
      expect(verdictOf(busy, (claim) => claim.toHaveMeanBelow(1_000, { of }))).toBe('pass')
      expect(verdictOf(busy, (claim) => claim.toHaveP95Below(1, { of }))).toBe('open')
      expect(verdictOf(busy, (claim) => claim.toHaveMeanBelow(1, { of }))).toBe('open')
    }
    // A speed can only have been too low.
    expect(verdictOf(busy, (claim) => claim.toHaveP95Below(1_000, { of: 'decodeSpeed' }))).toBe('open')
    expect(verdictOf(busy, (claim) => claim.toHaveP95Below(1, { of: 'decodeSpeed' }))).toBe('fail')
  })

  test('opens no pass of a rate, of goodput, of an objective or of a load time, and every fail', () => {
    const busy = run({ ...broken('other-hosts'), loadTimeMs: 500 })
    expect(verdictOf(busy, (claim) => claim.toHaveThroughputAbove(1))).toBe('pass')
    expect(verdictOf(busy, (claim) => claim.toHaveThroughputAbove(1_000))).toBe('open')
    expect(verdictOf(busy, (claim) => claim.toHaveGoodputAbove(0.9, { ttft: 60, tpot: 20 }))).toBe('pass')
    expect(verdictOf(busy, (claim) => claim.toHaveGoodputAbove(0.9, { ttft: 40, tpot: 20 }))).toBe('open')
    expect(verdictOf(busy, (claim) => claim.toMeetSLO({ ttft: { p95: 60 }, tpot: { mean: 20 } }))).toBe('pass')
    expect(verdictOf(busy, (claim) => claim.toMeetSLO({ ttft: { p95: 40 }, tpot: { mean: 20 } }))).toBe('open')
    expect(verdictOf(busy, (claim) => claim.toLoadWithin(600))).toBe('pass')
    expect(verdictOf(busy, (claim) => claim.toLoadWithin(400))).toBe('open')
  })

  test('touches nothing that is no matter of times', () => {
    for (const id of [...slowing, 'event-loop-lag', 'client-limit', 'schedule-lag', 'achieved-rate']) {
      const memory = { ...emptyRun().memory, peakRssBytes: 1e9 }
      const busy = run({ ...broken(id), memory })
      expect(verdictOf(busy, (claim) => claim.toHaveSuccessRateAbove(0.98))).toBe('pass')
      expect(verdictOf(busy, (claim) => claim.toFitInMemory('2 GB'))).toBe('pass')
      expect(verdictOf(busy, (claim) => claim.toFitInMemory('0.5 GB'))).toBe('fail')
      const failing = run(broken(id), { failed: true })
      expect(verdictOf(failing, (claim) => claim.toHaveSuccessRateAbove(0.98))).toBe('fail')
      expect(verdictOf(run({ ...broken(id), claims: [] }), (claim) => claim.toMeetSLO({ successRate: 0.98 }))).toBe(
        'pass',
      )
    }
  })

  test('does not open a fail that failed requests make', () => {
    const failing = run(broken('other-hosts'), { failed: true })
    expect(verdictOf(failing, (claim) => claim.toHaveP95Below(1_000))).toBe('fail')
  })
})

describe('a late clock', () => {
  const late = run(broken('event-loop-lag', 18.9), {}, repeated(200, 60))
  test.each([
    ['latency', 130, 132],
    ['response', 130, 132],
    ['ttft', 31, 32],
    ['ttfv', 31, 32],
    ['interChunk', 41, 42],
    ['tpot', 8.1, 8.2],
  ] as const)('opens fails of %s within the largest lag, and not beyond', (of, fails, open) => {
    for (const claims of ['toHaveP95Below', 'toHaveMeanBelow'] as const) {
      expect(verdictOf(late, (claim) => claim[claims](fails, { of }))).toBe('fail')
      expect(verdictOf(late, (claim) => claim[claims](open, { of }))).toBe('open')
      expect(verdictOf(late, (claim) => claim[claims](1_000, { of }))).toBe('pass')
    }
  })

  test('may have shortened a time between two stamps: passes of tpot and interChunk hold beyond it only', () => {
    expect(verdictOf(late, (claim) => claim.toHaveP95Below(11.8, { of: 'tpot' }))).toBe('open')
    expect(verdictOf(late, (claim) => claim.toHaveP95Below(12, { of: 'tpot' }))).toBe('pass')
    expect(verdictOf(late, (claim) => claim.toHaveP95Below(78, { of: 'interChunk' }))).toBe('open')
    expect(verdictOf(late, (claim) => claim.toHaveP95Below(79, { of: 'interChunk' }))).toBe('pass')
    expect(verdictOf(late, (claim) => claim.toHaveGoodputAbove(0.9, { tpot: 11.8 }))).toBe('open')
    expect(verdictOf(late, (claim) => claim.toHaveGoodputAbove(0.9, { tpot: 12 }))).toBe('pass')
  })

  test('moves a rate by its share of the window', () => {
    const { record } = run({})
    const rate = record.throughput.tokensPerSecond ?? 0
    const share = 18.9 / (record.throughput.windowMs ?? 0)
    expect(verdictOf(late, (claim) => claim.toHaveThroughputAbove(rate * (1 - 2 * share)))).toBe('pass')
    expect(verdictOf(late, (claim) => claim.toHaveThroughputAbove(rate * (1 - share / 2)))).toBe('open')
    expect(verdictOf(late, (claim) => claim.toHaveThroughputAbove(rate * (1 + share / 2)))).toBe('open')
    expect(verdictOf(late, (claim) => claim.toHaveThroughputAbove(rate * (1 + 2 * share)))).toBe('fail')
  })

  test('leaves every fail open where nobody knows the largest lag', () => {
    const unknown = run(broken('event-loop-lag', null))
    expect(verdictOf(unknown, (claim) => claim.toHaveP95Below(1))).toBe('open')
    expect(verdictOf(unknown, (claim) => claim.toHaveP95Below(1_000))).toBe('pass')
  })

  test('is named on the line of a verdict that stands', () => {
    expect(failureOf(() => expect(run(broken('event-loop-lag'), { latency: 1_000 })).toHaveP95Below(36.9))).toContain(
      'interval 1,000 to 1,000 ms): fail, although the check event-loop-lag is invalid, and no stamp was more than ' +
        '18.9 ms late, which cannot have made this\n200 of 200 requests',
    )
    expect(failureOf(() => expect(run(broken('other-hosts'))).not.toHaveP95Below(1_000))).toContain(
      ': fail, although the check other-hosts is invalid, and can only have made times longer\n',
    )
    expect(failureOf(() => expect(run(broken('other-hosts'))).toHaveP95Below(100))).toContain(
      ': inconclusive\ninconclusive: the check other-hosts is invalid: it was so: do that; the point',
    )
  })

  test.each([
    ['fail', 131, 'fail'],
    ['fail', 132, 'inconclusive'],
    ['pass', 151, 'pass'],
  ] as const)('is asked of a decided claim by its own sequential test: %s at %d ms', (verdict, limit, told) => {
    const decision: DecisionRecord = {
      metric: 'latency',
      percentile: 95,
      limit,
      verdict,
      n: 5,
      bad: 5,
      alpha: 0.05,
      estimated: false,
    }
    const decided = run({ ...broken('event-loop-lag'), decisions: [decision] })
    const found = verdictOf(decided, (claim) => claim.toHaveP95Below(limit))
    expect(found === 'open' ? 'inconclusive' : found).toBe(told)
  })
})

describe('a load that was weaker', () => {
  test('opens passes, and no fail', () => {
    for (const id of ['schedule-lag', 'achieved-rate', 'parts-overlap']) {
      const weak = run(broken(id), {}, repeated(200, 10))
      for (const of of times) {
        expect(verdictOf(weak, (claim) => claim.toHaveP95Below(1_000, { of }))).toBe('open')
        expect(verdictOf(weak, (claim) => claim.toHaveMeanBelow(1_000, { of }))).toBe('open')
        expect(verdictOf(weak, (claim) => claim.toHaveP95Below(1, { of }))).toBe('fail')
        expect(verdictOf(weak, (claim) => claim.toHaveMeanBelow(1, { of }))).toBe('fail')
      }
      expect(verdictOf(weak, (claim) => claim.toHaveThroughputAbove(1))).toBe('open')
      expect(verdictOf(weak, (claim) => claim.toHaveThroughputAbove(1_000))).toBe('fail')
      expect(verdictOf(weak, (claim) => claim.toHaveGoodputAbove(0.9, { ttft: 60 }))).toBe('open')
      expect(verdictOf(weak, (claim) => claim.toHaveGoodputAbove(0.9, { ttft: 40 }))).toBe('fail')
    }
  })
})

describe('a rate of clients that were idle', () => {
  const idle = (share: number): LlmRun => {
    const load = { ...emptyRun().load, clientTime: { clientMs: 100, idleMs: 100 * share, connectingMs: 0 } }
    return run({ ...broken('idle-clients', 5, ['rates']), load })
  }
  const rate = run({}).record.throughput.tokensPerSecond ?? 0

  test('is open on either side of its limit, where the share that was missing might reach it', () => {
    expect(verdictOf(idle(0.2), (claim) => claim.toHaveThroughputAbove(rate / 2))).toBe('open')
    expect(verdictOf(idle(0.2), (claim) => claim.toHaveThroughputAbove(rate * 1.2))).toBe('open')
    expect(verdictOf(idle(0.2), (claim) => claim.toHaveThroughputAbove(rate * 1.3))).toBe('fail')
    expect(verdictOf(idle(0.4), (claim) => claim.toHaveThroughputAbove(rate * 1.3))).toBe('open')
  })

  test('says nothing of times', () => {
    expect(verdictOf(idle(0.2), (claim) => claim.toHaveP95Below(1_000))).toBe('pass')
    expect(verdictOf(idle(0.2), (claim) => claim.toHaveP95Below(1))).toBe('fail')
  })
})

describe('a comparison', () => {
  const quick = repeated(10, repeated(8, 40))
  const slow = repeated(10, repeated(8, 80))
  function compared(ours: Partial<RunRecord>, theirs: Partial<RunRecord>): { quick: LlmRun; slow: LlmRun } {
    const arms = constructedArms({ ours: quick, theirs: slow })
    Object.assign(arms.ours.record, ours)
    Object.assign(arms.theirs.record, theirs)
    return { quick: arms.ours, slow: arms.theirs }
  }

  test('is open where the slower one was disturbed, and where both were', () => {
    const busy = broken('other-hosts')
    for (const arms of [compared({}, busy), compared(busy, busy)]) {
      expect(verdictOf(arms.quick, (claim) => claim.toOutperform(arms.slow))).toBe('open')
      expect(verdictOf(arms.slow, (claim) => claim.toOutperform(arms.quick))).toBe('open')
      expect(verdictOf(arms.quick, (claim) => claim.toBeEquivalentTo(arms.slow))).toBe('open')
    }
  })

  test('stands where only the quicker one was', () => {
    const arms = compared(broken('other-hosts'), {})
    expect(verdictOf(arms.quick, (claim) => claim.toOutperform(arms.slow))).toBe('pass')
    expect(verdictOf(arms.slow, (claim) => claim.toOutperform(arms.quick))).toBe('fail')
    expect(verdictOf(arms.quick, (claim) => claim.toBeEquivalentTo(arms.slow))).toBe('fail')
  })

  test('stands beyond the largest lag of each', () => {
    for (const [lag, told] of [
      [18.9, 'pass'],
      [45, 'open'],
    ] as const) {
      const arms = compared(broken('event-loop-lag', lag), broken('event-loop-lag', lag))
      expect(verdictOf(arms.quick, (claim) => claim.toOutperform(arms.slow))).toBe(told)
    }
  })

  test('is open the other way round where a load was weaker', () => {
    const arms = compared(broken('schedule-lag'), {})
    expect(verdictOf(arms.quick, (claim) => claim.toOutperform(arms.slow))).toBe('open')
    const other = compared({}, broken('schedule-lag'))
    expect(verdictOf(other.quick, (claim) => claim.toOutperform(other.slow))).toBe('pass')
  })

  test('does not call two runs different one way that may differ the other way', () => {
    const arms = compared({}, broken('event-loop-lag', 60))
    expect(verdictOf(arms.quick, (claim) => claim.toBeEquivalentTo(arms.slow))).toBe('open')
  })
})
