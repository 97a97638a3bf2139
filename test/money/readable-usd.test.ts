import { expect, test } from 'vitest'
import { usdBeside, usdOfRequests } from '../../src/money/readable-usd.ts'

test.each([
  [0.15, '$0.15 a request'],
  [0.012, '$0.012 a request'],
  [0.00015, '$0.15 per thousand requests'],
  [0.000000683, '$0.68 per million requests'],
  [0.0000017, '$1.70 per million requests'],
  [1e-12, '$0.000001 per million requests'],
  [0, '$0 a request'],
])('%d', (usd, words) => {
  expect(usdOfRequests(usd)).toBe(words)
})

test('an amount that would read as its limit has more digits', () => {
  expect(usdBeside(0.62, 1)).toBe('$0.62')
  expect(usdBeside(0.6204, 0.62)).toBe('$0.6204')
})
