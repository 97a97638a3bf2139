import { expect, test } from 'vitest'
import { retryAfterSeconds } from '../../src/waiting/retry-after.ts'

const today = Date.parse('2026-01-01T00:00:00Z')

function told(headers: Readonly<Record<string, string>>, status: number | null = 429): number | null {
  return retryAfterSeconds(status, new Map(Object.entries(headers)), today)
}

test.for([
  ['120', 120],
  ['0', 0],
  ['1.5', 1.5],
  [' 7 ', 7],
  ['30s', 30],
  ['1m30s', 90],
  ['250ms', 0.25],
  ['Thu, 01 Jan 2026 00:01:30 GMT', 90],
  ['Thursday, 01-Jan-26 00:01:30 GMT', 90],
  ['Thu Jan  1 00:01:30 2026', 90],
  ['2026-01-01T00:01:30Z', 90],
  ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
  ['Sunday, 06-Nov-94 08:49:37 GMT', 0],
] as const)('retry-after: %s asks for %d s', ([text, seconds]) => {
  expect(told({ 'retry-after': text })).toBe(seconds)
})

test.for([
  '',
  '-5',
  '-1.5',
  '1e3',
  'soon',
  'soon 5',
  'Infinity',
  'NaN',
  '99999999',
  '1767225600',
  '1, 2',
  'Thu, 01 Jan 2099 00:00:00 GMT',
])('retry-after: "%s" tells nothing', (text) => {
  expect(told({ 'retry-after': text })).toBeNull()
})

test('other names are read too, the more exact ones first', () => {
  expect(told({ 'retry-after-ms': '1500', 'retry-after': '2' })).toBe(1.5)
  expect(told({ 'x-ms-retry-after-ms': '250' })).toBe(0.25)
  expect(told({ 'llm_provider-retry-after': '3' })).toBe(3)
  expect(told({ 'llm_provider-retry-after': '3', 'retry-after': '2' })).toBe(2)
  expect(told({ 'retry-after-ms': '-1', 'retry-after': '2' })).toBe(2)
  expect(told({})).toBeNull()
})

test("a date counts from the server's own clock, where it tells that", () => {
  expect(told({ 'retry-after': 'Thu, 01 Jan 2026 00:01:30 GMT', date: 'Thu, 01 Jan 2026 00:01:00 GMT' })).toBe(30)
})

test('only refusals ask to wait', () => {
  for (const status of [null, 200, 307]) expect(told({ 'retry-after': '5' }, status)).toBeNull()
  for (const status of [429, 500, 503, 529]) expect(told({ 'retry-after': '5' }, status)).toBe(5)
})

test('without such a header the limit that is exhausted says when it is reset', () => {
  const both = { 'x-ratelimit-reset-requests': '1s', 'x-ratelimit-reset-tokens': '6m0s' }
  expect(told(both)).toBe(360)
  expect(told({ ...both, 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-remaining-tokens': '17' })).toBe(1)
  expect(told({ ...both, 'x-ratelimit-remaining-requests': '3', 'x-ratelimit-remaining-tokens': '17' })).toBeNull()
  expect(told({ ...both, 'retry-after': '2' })).toBe(2)
  expect(told(both, 500)).toBeNull()
  expect(told({ 'x-ratelimit-reset': '1767225610' })).toBe(10)
  expect(told({ 'x-ratelimit-reset': '1767225610000' })).toBe(10)
  expect(told({ 'ratelimit-reset': '30' })).toBe(30)
  expect(told({ 'anthropic-ratelimit-tokens-reset': '2026-01-01T00:00:20Z' })).toBe(20)
  expect(told({ 'x-ratelimit-reset': 'never' })).toBeNull()
  expect(told({ 'x-ratelimit-reset': '4102444800' })).toBeNull()
})
