import { expect, test } from 'vitest'
import { judgeLaunches, launchesFor } from '../../../src/verdicts/launches/judge-launches.ts'

const logs = (...values: number[]): Float64Array => Float64Array.from(values, Math.log)

test('the interval is Student’s over one value a launch, and its centre is what was observed', () => {
  const judged = judgeLaunches(logs(40, 44, 48.4), { limit: 60, side: 'below', n: 300 })
  expect(judged).toMatchObject({ verdict: 'pass', n: 300, effectiveN: 3, launches: { count: 3, needed: null } })
  expect(judged.observed).toBeCloseTo(44, 9)
  const half = (2.919986 * Math.log(1.1)) / Math.sqrt(3)
  expect(judged.interval?.low).toBeCloseTo(44 * Math.exp(-half), 4)
  expect(judged.interval?.high).toBeCloseTo(44 * Math.exp(half), 4)
  expect(judgeLaunches(logs(40, 44, 48.4), { limit: 30, side: 'below', n: 300 }).verdict).toBe('fail')
  expect(judgeLaunches(logs(40, 44, 48.4), { limit: 30, side: 'above', n: 300 }).verdict).toBe('pass')
})

test('launches that reach over the limit say how many would not', () => {
  const judged = judgeLaunches(logs(40, 44, 48.4), { limit: 46, side: 'below', n: 300 })
  expect(judged).toMatchObject({ verdict: 'inconclusive', pointHolds: true })
  expect(judged.launches?.needed).toBeGreaterThan(3)
  expect(judgeLaunches(logs(40, 44, 48.4), { limit: 44, side: 'below', n: 300 }).launches?.needed).toBeNull()
})

test('one launch settles nothing; a launch of failed requests fails what must lie below', () => {
  expect(judgeLaunches(logs(40), { limit: 46, side: 'below', n: 100 })).toMatchObject({ verdict: 'inconclusive' })
  const failed = judgeLaunches(logs(40, Number.POSITIVE_INFINITY), { limit: 46, side: 'below', n: 100 })
  expect(failed).toMatchObject({ verdict: 'fail', interval: null })
  expect(judgeLaunches(logs(40, Number.NaN), { limit: 46, side: 'above', n: 100 }).verdict).toBe('inconclusive')
})

test('launches of two arms need as many as leave the room', () => {
  const few = launchesFor(0.001, { room: 0.05, alpha: 0.05, arms: 2 }) ?? 0
  expect(few).toBeGreaterThan(2)
  expect(launchesFor(0.001, { room: 0.02, alpha: 0.05, arms: 2 })).toBeGreaterThan(few)
  expect(launchesFor(1, { room: 0, alpha: 0.05 })).toBeNull()
})
