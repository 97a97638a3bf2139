import { describe, expect, test } from 'vitest'
import { dollars, exactPercent, figure, figureBeside, percent } from '../../../src/matchers/claims/format.ts'

describe('figures', () => {
  test.each([
    [61.34, '61.3'],
    [1234.5, '1235'],
    [9.876, '9.88'],
    [0.98765, '0.988'],
    [0.0123456, '0.0123'],
    [0, '0.000'],
    [Number.POSITIVE_INFINITY, 'infinite'],
  ])('%d is %s', (value, text) => {
    expect(figure(value)).toBe(text)
  })

  test('beside its limit a figure never reads the same', () => {
    expect(figureBeside(49.96, 50)).toBe('49.96')
    expect(figureBeside(50.000004, 50)).toBe('50.000004')
    expect(figureBeside(50, 50)).toBe('50.0')
    expect(figureBeside(61.34, 50)).toBe('61.3')
  })
})

test.each([
  [0.0000017, '$0.00000170'],
  [0.00015, '$0.000150'],
  [0.25, '$0.25'],
  [54.75, '$54.75'],
  [0, '$0'],
  [-0.5, '-$0.50'],
])('%d US dollars are %s', (usd, text) => {
  expect(dollars(usd)).toBe(text)
})

test('shares', () => {
  expect(percent(0.9886)).toBe('98.9 %')
  expect(exactPercent(0.1 + 0.2)).toBe('30 %')
  expect(exactPercent(0.999)).toBe('99.9 %')
})
