import { expect, test } from 'vitest'
import { matchers } from '../../src/matchers/index.ts'
import { seededRandom, shuffled } from '../../src/stats/random.ts'
import { failureOf, refusalOf } from './support/failure.ts'
import { constructedRun, repeated } from './support/run-builder.ts'

expect.extend(matchers)

// Ten tokens in 40 to 50 ms each: about 222 tokens a second.
const durations = shuffled(
  Array.from({ length: 200 }, (_, i) => 40 + (i % 11)),
  seededRandom(5),
)
const run = constructedRun(durations)

test('passes above and fails below the limit', () => {
  expect(run).toHaveThroughputAbove(200)
  expect(run).not.toHaveThroughputAbove(250)
  expect(failureOf(() => expect(run).toHaveThroughputAbove(250))).toMatch(
    /^expected throughput above 250 tokens\/s, observed 222 tokens\/s \(n = 200, 90 % interval 22\d to 22\d tokens\/s\): fail\nover the whole window at concurrency 1\nrun/u,
  )
})

test('under load the steady window counts', () => {
  const loaded = constructedRun(durations, { concurrency: 4 })
  expect(loaded).toHaveThroughputAbove(800)
  expect(failureOf(() => expect(loaded).toHaveThroughputAbove(1000))).toContain(
    'over the steady window at concurrency 4',
  )
})

test('a short run has no interval, and the point estimate decides', () => {
  const short = constructedRun(repeated(5, 50))
  expect(short).toHaveThroughputAbove(100)
  const message = failureOf(() => expect(short).toHaveThroughputAbove(300))
  expect(message).toContain('observed 200 tokens/s (n = 5, no interval): inconclusive')
  expect(message).toContain('at least 10 are needed (bench option { requests: 10 })')
})

test('an open load is named in words, for it has no clients to count', () => {
  const { load } = constructedRun(repeated(5, 50)).record
  const open = constructedRun(repeated(5, 50), {
    record: { load: { ...load, kind: 'open', concurrency: 0, text: '10 requests/s (Poisson)' } },
  })
  const message = failureOf(() => expect(open).toHaveThroughputAbove(300))
  expect(message).toContain('over the whole window of 10 requests/s (Poisson)')
  expect(message).toContain('at least 10 are needed')
})

test('failed requests count no tokens', () => {
  const failing = constructedRun([...repeated(100, 50), ...repeated(100, { latency: 50, failed: true })])
  expect(failureOf(() => expect(failing).toHaveThroughputAbove(150))).toContain(
    '100 of 200 requests failed and count no tokens',
  )
})

test('refuses a limit that is none', () => {
  expect(refusalOf(() => expect(run).toHaveThroughputAbove(-1)).code).toBe('invalid-option')
  expect(refusalOf(() => expect(run).toHaveThroughputAbove(Number.NaN)).code).toBe('invalid-option')
})
