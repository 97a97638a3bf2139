import { expect, test } from 'vitest'
import { timeLeft } from '../../../src/cli/ab/time-left.ts'

test('each launch that is left takes as long as those of its own side did', () => {
  expect(timeLeft(['a', 'b'], [])).toBe('')
  expect(timeLeft(['b', 'b', 'a'], [{ letter: 'a', tookMs: 2000 }])).toBe(', about 6.00 s left')
  const made = [
    { letter: 'a', tookMs: 2000 },
    { letter: 'b', tookMs: 8000 },
    { letter: 'b', tookMs: 12_000 },
  ] as const
  expect(timeLeft(['a'], made)).toBe(', about 2.00 s left')
  expect(timeLeft(['a', 'b', 'b'], made)).toBe(', about 22.0 s left')
})
