import { describe, expect, test } from 'vitest'
import {
  bytesBeside,
  figureBeside,
  formatBinaryBytes,
  formatBytes,
  formatConfidence,
  formatCount,
  formatDuration,
  formatGiven,
  formatGivenShare,
  formatLimit,
  formatNumber,
  formatObserved,
  formatPValue,
  formatQuantity,
  formatShare,
  formatUsd,
  shareBeside,
} from '../src/figures.ts'

test('numbers keep significant digits and never lose whole ones', () => {
  expect([0.000862, 0.8621, 12.34, 9.999, 123.4, 12_345.6, 0, -41.25].map((value) => formatNumber(value))).toEqual([
    '0.000862',
    '0.862',
    '12.3',
    '10.0',
    '123',
    '12,346',
    '0',
    '-41.3',
  ])
})

test('what is not a figure prints as a dash', () => {
  for (const value of [null, undefined, Number.NaN, Infinity, -Infinity]) {
    expect([
      formatNumber(value),
      formatCount(value),
      formatDuration(value),
      formatShare(value),
      formatBytes(value),
      formatBinaryBytes(value),
      formatUsd(value),
      formatQuantity(value ?? null, 'ms'),
    ]).toEqual(Array.from({ length: 8 }, () => '–'))
  }
})

test('durations', () => {
  expect([0.8621, 12.34, 999.9, 1360, 59_990, 125_000].map((value) => formatDuration(value))).toEqual([
    '0.862 ms',
    '12.3 ms',
    '1,000 ms',
    '1.36 s',
    '1 min 0 s',
    '2 min 5 s',
  ])
})

test('bytes say which thousand they mean', () => {
  expect(formatBytes(16e9)).toBe('16.0 GB')
  expect(formatBinaryBytes(16 * 2 ** 30)).toBe('16.0 GiB')
  expect(formatBytes(636_485_632)).toBe('636 MB')
  expect(formatBinaryBytes(636_485_632)).toBe('607 MiB')
  expect(formatBytes(512)).toBe('512 B')
})

test('dollars have no exponent', () => {
  const cost = 0.03 * 0.15 * (1.36 / 3600)
  expect([cost, 0.00015, cost * 365_000, 54.75, 1234.5, 0, -0.02].map((value) => formatUsd(value))).toEqual([
    '$0.0000017',
    '$0.00015',
    '$0.62',
    '$54.75',
    '$1,234.50',
    '$0',
    '-$0.02',
  ])
})

test('a share below one is never shown as all', () => {
  expect([1, 0.98, 0.9953, 0.999_99, 0].map((value) => formatShare(value))).toEqual([
    '100 %',
    '98 %',
    '99.53 %',
    '>99.99 %',
    '0 %',
  ])
})

test('quantities keep declared figures as declared', () => {
  expect(formatQuantity(50, 'ms')).toBe('50 ms')
  expect(formatQuantity(0.15, 'USD/kWh')).toBe('0.15 USD/kWh')
  expect(formatQuantity(41.2345, 'ms')).toBe('41.2 ms')
  expect(formatQuantity(1500, 'ms')).toBe('1,500 ms')
  expect(formatQuantity('metal\u001B[31m', '')).toBe('metal')
  expect(formatQuantity(0.0000017, 'USD')).toBe('$0.0000017')
})

test('declared figures are not rounded', () => {
  expect([50, 0.15, 1500, 41.2345, 1e-7].map((value) => formatGiven(value))).toEqual([
    '50',
    '0.15',
    '1,500',
    '41.2',
    '0.000000100',
  ])
  expect([formatLimit(60_000, 'ms'), formatLimit(0.000_000_1, 'ms'), formatLimit(1234.5678, 'tokens/s')]).toEqual([
    '60,000 ms',
    '0.0000001 ms',
    '1,234.5678 tokens/s',
  ])
  expect([formatLimit(0.125, 'USD'), formatLimit(2, 'USD'), formatLimit(1500, 'USD')]).toEqual([
    '$0.125',
    '$2',
    '$1,500',
  ])
  expect([2e9, 399_999_999, 999].map((bytes) => formatLimit(bytes, 'bytes'))).toEqual([
    '2 GB',
    '399.999999 MB',
    '999 B',
  ])
  expect([0.1 + 0.2, 0.999, 0.000_01].map((share) => formatGivenShare(share))).toEqual(['30 %', '99.9 %', '0.001 %'])
})

test('what a request without an end makes of a figure is said', () => {
  expect(formatObserved(Number.POSITIVE_INFINITY)).toBe('infinite')
  expect(formatObserved(61.34)).toBe('61.3')
})

test('confidences and p-values', () => {
  expect([0.9, 0.95, 0.98333].map((confidence) => formatConfidence(confidence))).toEqual(['90 %', '95 %', '98.33 %'])
  expect([0.5, 0.012_34, 0.0004].map((pValue) => formatPValue(pValue))).toEqual(['p = 0.500', 'p = 0.012', 'p < 0.001'])
})

describe('beside its limit a figure never reads the same', () => {
  test.each([
    [49.96, 50, '49.96'],
    [50.000_004, 50, '50.000004'],
    [50, 50, '50.0'],
    [61.34, 50, '61.3'],
    [1234.4, 1234, '1,234.4'],
    [0.999_96, 1, '0.99996'],
    [Number.POSITIVE_INFINITY, 50, 'infinite'],
  ])('%d beside %d', (value, limit, text) => {
    expect(figureBeside(value, limit)).toBe(text)
  })

  test('shares and bytes too', () => {
    expect([shareBeside(0.9886, 0.5), shareBeside(0.6, 0.6), shareBeside(0.599_96, 0.6)]).toEqual([
      '98.9 %',
      '60 %',
      '59.996 %',
    ])
    expect(shareBeside(0.999_999, 0.999_95)).toBe('>99.999 %')
    expect([bytesBeside(1.37e9, 2e9), bytesBeside(400_400_000, 400_000_000)]).toEqual(['1.37 GB', '400.4 MB'])
    expect(bytesBeside(400_000_001, 400_000_000)).toBe('400.000001 MB')
  })
})
