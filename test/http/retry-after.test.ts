import { expect, test } from 'vitest'
import { retryAfterSeconds } from '../../src/http/retry-after.ts'

test('seconds, dates, and what is neither', () => {
  const today = Date.parse('2026-01-01T00:00:00Z')
  expect(retryAfterSeconds('120', today)).toBe(120)
  expect(retryAfterSeconds('Thu, 01 Jan 2026 00:01:30 GMT', today)).toBe(90)
  expect(retryAfterSeconds('Wed, 31 Dec 2025 00:00:00 GMT', today)).toBe(0)
  for (const text of [undefined, '', '-5', '1.5', 'soon']) expect(retryAfterSeconds(text, today)).toBeNull()
})
