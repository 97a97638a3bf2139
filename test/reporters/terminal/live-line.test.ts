import { expect, test } from 'vitest'
import { liveLine } from '../../../reporters/terminal/live-line.ts'

const text = '340 of 1,000 requests, 82.1/s, p50 12.1 ms, p95 14.0 ms, 8 s left'

test('a line is never wider than the terminal: names are cut before figures are', () => {
  const news = { name: 'a very long name of a bench that nobody can read at once', text }
  expect(liveLine([news], 200)).toBe(`  ${news.name}: ${text}`)
  expect(liveLine([news], 100)).toMatch(
    /^ {2}a very long name.*…nce?.*: 340 of 1,000 requests.*8 s left$|… ?.*: 340 of/u,
  )
  expect(liveLine([news], 72)).toBe(`  ${text}`)
  for (const width of [40, 60, 72, 80, 100])
    expect(liveLine([news, news, news], width).length).toBeLessThanOrEqual(width)
})

test('what has no room is counted', () => {
  const line = liveLine(
    Array.from({ length: 5 }, (_, index) => ({ text: `topic ${index}` })),
    80,
  )
  expect(line).toBe('  topic 0 · 4 more')
})
