import { expect, test } from 'vitest'
import {
  formatBinaryBytes,
  formatBytes,
  formatCount,
  formatDuration,
  formatNumber,
  formatQuantity,
  formatShare,
  formatUsd,
} from '../../../reporters/words/format.ts'

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
