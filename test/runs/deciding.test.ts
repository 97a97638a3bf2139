import { expect, test } from 'vitest'
import { Deciding } from '../../src/runs/deciding.ts'
import { RequestTable } from '../../src/samples/request-table.ts'
import { Requests } from '../../src/samples/requests.ts'
import type { Sample } from '../../src/samples/sample.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { decided } from '../../src/plan/until.ts'
import { completedSample } from '../support/samples.ts'

/** Requests a run takes until it knows, looking every five; the most when it never does. */
function requestsUntil(latency: () => number, most: number): { n: number; verdict: string } {
  const deciding = new Deciding(decided({ p95: 50 }), 0.05)
  const measured = new RequestTable()
  while (measured.count < most) {
    for (let i = 0; i < 5; i++) measured.add(completedSample(measured.count * 100, latency()))
    if (deciding.look(measured)) break
  }
  return { n: measured.count, verdict: deciding.decisions[0]?.verdict ?? '' }
}

test('a clear pass takes at most 1.6 times the floor, a clear fail at most a tenth of the fixed plan', () => {
  expect(requestsUntil(() => 10, 2000)).toEqual({ n: expect.any(Number), verdict: 'pass' })
  expect(requestsUntil(() => 10, 2000).n).toBeLessThanOrEqual(95)
  const random = seededRandom(3)
  const half = requestsUntil(() => (random() < 0.5 ? 10 : 90), 2000)
  expect(half.verdict).toBe('fail')
  expect(half.n).toBeLessThanOrEqual(20)
})

test('at the boundary neither verdict is given more often than the error rate, although it looks again and again', () => {
  let passed = 0
  let failed = 0
  const trials = 400
  for (let trial = 0; trial < trials; trial++) {
    const random = seededRandom(trial + 1)
    const { verdict } = requestsUntil(() => (random() < 0.05 ? 90 : 10), 500)
    if (verdict === 'pass') passed++
    if (verdict === 'fail') failed++
  }
  expect(passed / trials).toBeLessThanOrEqual(0.055)
  expect(failed / trials).toBeLessThanOrEqual(0.055)
})

test('within the least duration nothing is final', () => {
  const deciding = new Deciding(decided({ p95: 50 }, { minDuration: 1000 }), 0.05)
  const measured = new RequestTable()
  for (let i = 0; i < 100; i++) measured.add(completedSample(i * 10, 10))
  expect(deciding.look(measured, 999)).toBe(false)
  // All that came before was one quiet second.
  for (let i = 0; i < 100; i++) measured.add(completedSample(1000 + i * 10, i % 2 === 0 ? 90 : 10))
  expect(deciding.look(measured, 1000)).toBe(false)
  expect(deciding.decisions).toMatchObject([{ verdict: 'inconclusive', n: 200, bad: 50 }])
})

test('bad requests that come in one burst count as few', () => {
  const verdictOf = (bad: (i: number) => boolean): string => {
    const deciding = new Deciding(decided({ p95: 50 }), 0.05)
    const measured = new RequestTable()
    for (let i = 0; i < 100; i++) measured.add(completedSample(i * 100, bad(i) ? 90 : 10))
    deciding.look(measured)
    return deciding.decisions[0]?.verdict ?? ''
  }
  expect(verdictOf((i) => i % 5 === 0)).toBe('fail')
  expect(verdictOf((i) => i >= 40 && i < 60)).toBe('inconclusive')
})

test('a value at the limit is not below it, and a failed request is never good', () => {
  const deciding = new Deciding(decided({ p50: 50, successRate: 0.5 }), 0.05)
  const failed: Sample = { ...completedSample(0, 1), state: 'failed', failure: { class: 'engine', message: 'x' } }
  deciding.look(Requests.of([completedSample(0, 50), failed]).measured)
  expect(deciding.decisions).toMatchObject([
    { metric: 'latency', bad: 2, n: 2 },
    { metric: 'successRate', bad: 1, n: 2 },
  ])
})

test('of answers without a count a decision on tokens says that it is an estimate, one on times does not', () => {
  const decisionsOn = (source: 'chunks' | 'usage', state: 'completed' | 'failed' = 'completed') => {
    const deciding = new Deciding(decided({ 'tpot.p50': 50, 'ttft.p50': 50, successRate: 0.5 }), 0.05)
    const sample = completedSample(0, 1)
    const guessed = { ...sample, tokens: { ...sample.tokens, source } }
    const failed: Sample = { ...guessed, state: 'failed', failure: { class: 'engine', message: 'x' } }
    deciding.look(Requests.of([sample, state === 'failed' ? failed : guessed]).measured)
    return deciding.decisions.map(({ estimated }) => estimated)
  }
  expect(decisionsOn('chunks')).toEqual([true, false, false])
  expect(decisionsOn('usage')).toEqual([false, false, false])
  expect(decisionsOn('chunks', 'failed')).toEqual([false, false, false])
})
