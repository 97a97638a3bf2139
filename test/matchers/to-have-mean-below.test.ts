import { expect, test } from 'vitest'
import { matchers } from '../../src/matchers/index.ts'
import { seededRandom, shuffled } from '../../src/stats/random.ts'
import { failureOf, refusalOf } from './support/failure.ts'
import { constructedRun, repeated } from './support/run-builder.ts'

expect.extend(matchers)

const run = constructedRun(
  shuffled(
    Array.from({ length: 100 }, (_, i) => 40 + (i % 11)),
    seededRandom(1),
  ),
)

test('passes below and fails above the limit', () => {
  expect(run).toHaveMeanBelow(50)
  expect(run).not.toHaveMeanBelow(40)
  expect(run).toHaveMeanBelow(6, { of: 'ttft' })
  expect(failureOf(() => expect(run).toHaveMeanBelow(40))).toMatch(
    /^expected mean of latency below 40 ms, observed 45\.0 ms \(n = 100, 90 % interval 44\.\d to 45\.\d ms\): fail\nmedian 45\.0, p95 50\.0, max 50\.0 ms\nrun/u,
  )
})

test('what lies within the interval is left to the point estimate', () => {
  const { mean } = run.metrics.latency
  expect(run).toHaveMeanBelow(mean + 0.1)
  const message = failureOf(() => expect(run).toHaveMeanBelow(mean - 0.1))
  expect(message).toMatch(/: inconclusive\ninconclusive: 100 requests do not settle this/u)
  expect(message).toMatch(/about \d,\d{3} would if what was seen holds/u)
})

test('latencies that come in waves count as the fewer independent ones they are worth', () => {
  const waves = constructedRun(Array.from({ length: 200 }, (_, i) => 40 + (((i >> 2) * 7) % 11)))
  expect(failureOf(() => expect(waves).toHaveMeanBelow(40))).toMatch(
    /\(n = 200, effective n = \d+, 90 % interval .*\): (fail|inconclusive)$/mu,
  )
})

test('one failed request fails it', () => {
  const failing = constructedRun([...repeated(100, 40), { latency: 1, failed: true }])
  const message = failureOf(() => expect(failing).toHaveMeanBelow(1e6))
  expect(message).toContain('observed infinite (n = 101, no interval): fail')
  expect(message).toContain('1 of 101 requests failed and count as infinite')
  expect(failing).not.toHaveMeanBelow(1e6)
})

test('refuses a limit that is none', () => {
  expect(refusalOf(() => expect(run).toHaveMeanBelow(-1)).code).toBe('invalid-option')
})
