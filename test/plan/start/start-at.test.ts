import { expect, test } from 'vitest'
import { momentOf, startWish } from '../../../src/plan/start/start-at.ts'

const noon = Date.UTC(2026, 10, 27, 12)

test.each([
  ['2026-11-27T12:00:00Z', noon],
  ['2026-11-27T13:00+01:00', noon],
  [' 2026-11-27T12:00:00.250Z ', noon + 250],
  [noon, noon],
  [String(noon), noon],
  [new Date(noon), noon],
])('%s is a moment that means the same on every host', (value, moment) => {
  expect(momentOf(value, 'call', noon - 60_000)).toBe(moment)
})

test.each([
  ['12:00', 'call: "12:00" is not allowed here; give a time with its zone such as "2026-11-27T12:00:00Z"'],
  ['2026-11-27T12:00:00', 'give a time with its zone'],
  [new Date(Number.NaN), 'is not allowed here; give a time with its zone'],
  [noon / 1000, '500,000 h ago, is not allowed here; give a time within a day of now; a number is milliseconds'],
  ['2027-01-01T00:00:00Z', '"2027-01-01T00:00:00Z", 800 h from now, is not allowed here'],
])('%s is refused', (value, message) => {
  expect(() => momentOf(value, 'call', noon)).toThrow(message)
})

test('a moment that has just passed is none to refuse: whoever is late is told so', () => {
  expect(momentOf(noon, 'call', noon + 5000)).toBe(noon)
})

test('the environment names a moment, or none', () => {
  expect(startWish({})).toBeNull()
  expect(startWish({ LLM_BENCH_START_AT: ' ' })).toBeNull()
  const soon = new Date(Date.now() + 60_000)
  expect(startWish({ LLM_BENCH_START_AT: soon.toISOString() })).toEqual({ atMs: soon.getTime(), by: 'environment' })
  expect(() => startWish({ LLM_BENCH_START_AT: 'soon' })).toThrow('LLM_BENCH_START_AT: "soon" is not allowed here')
})
