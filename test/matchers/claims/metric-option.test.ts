import { describe, expect, test } from 'vitest'
import { matchers } from '../../../src/matchers/index.ts'
import type { CheckRecord } from '../../../src/record/check.ts'
import { emptyLoad } from '../../../src/record/load.ts'
import { seededRandom } from '../../../src/stats/random.ts'
import type { LlmRun } from '../../../src/vitest/llm-run.ts'
import { failureOf } from '../support/failure.ts'
import { constructedArms, constructedRun, type ConstructedRequest } from '../support/run-builder.ts'

expect.extend(matchers)

const open = { load: { ...emptyLoad, kind: 'open', text: '10 requests/s (Poisson)', concurrency: 0 } } as const

/** Requests of about 40 ms, the first token after about 4, that waited so long for their send. */
function requests(count: number, wait: number, latency = 40): ConstructedRequest[] {
  const random = seededRandom(3)
  return Array.from({ length: count }, () => ({ latency: latency + random(), wait }))
}

const words =
  "response counts from the moment each request was due, as an open load is judged; { of: 'latency' } leaves"

describe('of an open load response is judged where no metric is named', () => {
  const waited = constructedRun(requests(400, 100), { record: open })

  test.each([
    ['p50', () => expect(waited).toHaveP50Below(50)],
    ['p90', () => expect(waited).toHaveP90Below(50)],
    ['p95', () => expect(waited).toHaveP95Below(50)],
    ['p99', () => expect(waited).toHaveP99Below(50)],
    ['p97.5', () => expect(waited).toHavePercentileBelow(97.5, 50)],
    ['mean', () => expect(waited).toHaveMeanBelow(50)],
  ] as const)('%s', (statistic, claim) => {
    const message = failureOf(claim)
    expect(message).toContain(`${statistic} of response below 50 ms`)
    expect(message).toContain(words)
  })

  test('and latency where that is named, which needs no word', () => {
    expect(waited).toHaveP95Below(50, { of: 'latency' })
    expect(waited).toHaveMeanBelow(50, { of: 'latency' })
    expect(failureOf(() => expect(waited).toHaveP95Below(30, { of: 'latency' }))).not.toContain('from the moment')
    expect(failureOf(() => expect(waited).toHaveP95Below(50, { of: 'response' }))).not.toContain('from the moment')
  })

  test('of a closed load it is latency', () => {
    const closed = constructedRun(requests(100, 100))
    expect(closed).toHaveP95Below(50)
    expect(failureOf(() => expect(closed).toHaveP95Below(30))).toContain('p95 of latency below 30 ms')
  })

  test('in comparisons too', () => {
    const blocks = (wait: number): ConstructedRequest[][] => Array.from({ length: 10 }, () => requests(8, wait))
    const { ours, theirs } = constructedArms({ ours: blocks(0), theirs: blocks(100) })
    const opened = (run: LlmRun): LlmRun => ({
      ...run,
      record: { ...run.record, load: { ...run.record.load, kind: 'open' } },
    })
    const arms = [opened(ours), opened(theirs)]
    expect(arms[0]).toOutperform(arms[1], { by: 0.5 })
    expect(ours).toBeEquivalentTo(theirs)
    const message = failureOf(() => expect(arms[0]).toBeEquivalentTo(arms[1]))
    expect(message).toContain('expected response within 5 % of that of "theirs"')
    expect(message).toContain(words)
    expect(failureOf(() => expect(arms[1]).toOutperform(arms[0]))).toContain('expected response more than 5 % below')
    expect(arms[0]).toBeEquivalentTo(arms[1], { of: 'latency' })
  })
})

describe('a load that was not applied settles nothing in its favour', () => {
  const protects = ['latency', 'response', 'ttft', 'ttfv', 'tpot', 'interChunk']
  const check = (id: string): CheckRecord => ({ id, status: 'invalid', protects, message: 'it was so: do that' })

  test.each(['achieved-rate', 'send-wait'])('%s', (id) => {
    const run = constructedRun(requests(400, 0), { record: { ...open, checks: [check(id)] } })
    // The point estimate decides for it, so that its opposite is the one that fails, and says why.
    expect(run).toHaveMeanBelow(1000, { of: 'latency' })
    expect(failureOf(() => expect(run).not.toHaveP95Below(1000, { of: 'latency' }))).toContain(`the check ${id}`)
    expect(failureOf(() => expect(run).not.toMeetSLO({ ttft: { p95: 1000 } }))).toContain('inconclusive')
    expect(failureOf(() => expect(run).not.toHaveGoodputAbove(0.9, { ttft: 1000 }))).toContain('inconclusive')
    // A fail it cannot have made.
    for (const fails of [
      () => expect(run).toHaveP95Below(30, { of: 'latency' }),
      () => expect(run).toHaveGoodputAbove(0.9, { ttft: 1 }),
      () => expect(run).toMeetSLO({ latency: { p95: 30 } }),
    ])
      expect(failureOf(fails)).toContain(': fail')
    expect(run).toHaveSuccessRateAbove(0.9)
  })
})
