import { expect, test } from 'vitest'
import { sparkline } from '../../../../reporters/words/history/sparkline.ts'

test('a block a point from the least to the most, the newest 40, a stroke at each change', () => {
  expect(sparkline([1, 2, 3, 8], [{ at: 3 }])).toBe('▁▂▃│█')
  expect(sparkline([5, 5], [])).toBe('▅▅')
  expect(sparkline([], [])).toBe('')
  const long = Array.from({ length: 60 }, (_, at) => at)
  expect(sparkline(long, [{ at: 5 }, { at: 30 }])).toMatch(/^[▁-█]{10}│[▁-█]{30}$/u)
})
