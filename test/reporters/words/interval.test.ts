import { expect, test } from 'vitest'
import { formatInterval, formatRange, intervalName } from '../../../reporters/words/interval.ts'

const open = { low: 40, high: null, confidence: 0.9 }

test('both ends', () => {
  expect(formatInterval({ low: 39.9, high: 44.1, confidence: 0.9 }, 'p95', 200)).toBe('[39.9, 44.1]')
})

test('an end the samples cannot bound says how many could', () => {
  expect(formatInterval({ ...open, low: null }, 'p50', 4)).toBe('[needs 5, needs 5]')
  expect(formatInterval(open, 'p90', 28)).toBe('[40.0, needs 29]')
  expect(formatInterval(open, 'p95', 58)).toBe('[40.0, needs 59]')
  expect(formatInterval(open, 'p99', 298)).toBe('[40.0, needs 299]')
  expect(formatInterval({ ...open, confidence: 0.98 }, 'p95', 58)).toBe('[40.0, needs 90]')
})

test('an end that failures made infinite is unbounded, however many samples there are', () => {
  expect(formatInterval(open, 'p95', 200)).toBe('[40.0, unbounded]')
})

test('no interval', () => {
  expect(formatInterval(null, 'p95', 200)).toBe('–')
  expect(formatInterval({ low: null, high: null, confidence: 0.9 }, 'mean', 1)).toBe('–')
  expect(formatRange(null)).toBe('–')
})

test('ranges and names', () => {
  expect(formatRange(open)).toBe('[40.0, unbounded]')
  expect(formatRange(open, 299)).toBe('[40.0, needs 299]')
  expect(intervalName(open)).toBe('90 % interval')
})
