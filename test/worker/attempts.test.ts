import { describe, expect, test } from 'vitest'
import { attemptsOf } from '../../src/worker/attempts.ts'
import { matchers } from '../../src/matchers/index.ts'
import { failureOf } from '../matchers/support/failure.ts'
import { constructedRun, repeated } from '../matchers/support/run-builder.ts'

expect.extend(matchers)

const sixty = constructedRun(repeated(60, 40))

describe('the error rate is shared by all attempts', () => {
  test('without a retry 60 clean requests settle a p95', { retry: 0 }, ({ task }) => {
    expect(attemptsOf(task)).toEqual({ attempt: 0, repeat: null, retries: 0, alpha: 0.05 })
    expect(failureOf(() => expect(sixty).not.toHaveP95Below(50))).toContain(': fail\n')
  })

  test('with one they do not', { retry: 1 }, () => {
    const message = failureOf(() => expect(sixty).not.toHaveP95Below(50))
    expect(message).toContain('95 % interval 40.0 ms to unbounded (needs 72)): inconclusive')
    expect(message).toContain('60 requests do not settle this at 97.5 % confidence; at least 72 are needed')
    expect(message).not.toContain('attempt')
  })

  test('retries in an object count alike', { retry: { count: 2, delay: 1 } }, ({ task }) => {
    expect(attemptsOf(task).retries).toBe(2)
    expect(failureOf(() => expect(sixty).not.toHaveP95Below(50))).toContain('at 98.33 % confidence')
  })

  let messages: string[] = []
  test('the last attempt counts, and its message says which it is', { retry: 2 }, ({ task }) => {
    const attempt = task.result?.retryCount ?? 0
    messages = [...messages, failureOf(() => expect(sixty).toHaveP95Below(30))]
    expect(sixty).toHaveP95Below(attempt === 2 ? 50 : 30)
  })

  test('as it did', () => {
    expect(messages.map((message) => message.split('\n').at(-1))).toEqual([
      'run "short answer" of constructed-135m',
      'attempt 2 of 3: each attempt is judged at 98.33 % confidence, so that a retry passes nothing by luck',
      'attempt 3 of 3: each attempt is judged at 98.33 % confidence, so that a retry passes nothing by luck',
    ])
  })

  test('rates, means and throughput too', { retry: 4 }, () => {
    const run = constructedRun(repeated(60, { latency: 40, outputTokens: 10 }))
    expect(failureOf(() => expect(run).not.toHaveSuccessRateAbove(0.95))).toContain(
      '99 % confidence; at least 90 are needed',
    )
    expect(failureOf(() => expect(run).toHaveMeanBelow(30))).toContain('98 % interval')
    expect(failureOf(() => expect(run).toHaveThroughputAbove(1e6))).toContain('98 % interval')
    expect(failureOf(() => expect(run).toMeetSLO({ latency: { p50: 30 } }))).toContain('98 % interval')
    expect(failureOf(() => expect(run).toHaveGoodputAbove(0.95, { latency: 30 }))).toContain('98 % interval')
  })
})

const seen: unknown[] = []
test('attempts count anew in each repeat', { repeats: 1, retry: 1 }, ({ task }) => {
  const { attempt, repeat } = attemptsOf(task)
  seen.push([attempt, repeat])
  // Fails once in the first repeat, never in the second.
  expect(seen.length).not.toBe(1)
})

test('as they did', () => {
  expect(seen).toEqual([
    [0, { number: 1, of: 2 }],
    [1, { number: 1, of: 2 }],
    [0, { number: 2, of: 2 }],
  ])
})
