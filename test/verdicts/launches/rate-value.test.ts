import { expect, test } from 'vitest'
import { emptyRun, type LaunchRecord } from '../../../src/record/run.ts'
import { launchRates, logRate } from '../../../src/verdicts/launches/rate-value.ts'

const empty = emptyRun()
const throughput = {
  ...empty.throughput,
  tokensPerSecond: 90,
  steady: { windowMs: 1000, requestsPerSecond: 10, tokensPerSecond: 100 },
  tokensInterval: { low: 95, high: 105, confidence: 0.9 },
}

function launchOf(tokensPerSecond: number | null, slot: number): LaunchRecord {
  const times = { startedAt: '', startupMs: null, loadTimeMs: null }
  return {
    kind: 'launch',
    slot,
    ...times,
    requests: 20,
    figures: {},
    joulesPerRequest: null,
    joulesPerOutputToken: null,
    tokensPerSecond,
  }
}

test('the rate of the steady window, with the error that its interval tells', () => {
  const { value, within, n } = logRate(throughput, 200)
  expect({ value, n }).toEqual({ value: Math.log(100), n: 200 })
  // Half the width of the interval over Student's t of 9 degrees.
  expect(Math.sqrt(within.variance)).toBeCloseTo(Math.log(105 / 95) / 2 / 1.833, 4)
  expect(logRate({ ...throughput, steady: null, tokensInterval: null }, 5)).toMatchObject({
    value: Math.log(90),
    within: { variance: 0 },
  })
  expect(logRate(empty.throughput, 5).value).toBeNaN()
})

test('each launch has its own rate, and one alone that of the run', () => {
  const requests = { ...empty.requests, attempted: 40 }
  expect(launchRates({ ...empty, throughput, requests })).toEqual([logRate(throughput, 40)])
  const launches = [100, null, 50].map((tokensPerSecond, slot) => launchOf(tokensPerSecond, slot))
  expect(launchRates({ ...empty, throughput, launches }).map(({ value }) => value)).toEqual([
    Math.log(100),
    Number.NaN,
    Math.log(50),
  ])
})
