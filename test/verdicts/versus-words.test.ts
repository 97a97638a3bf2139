import { expect, test } from 'vitest'
import { type Versus, versusSentence } from '../../src/verdicts/versus-words.ts'

const faster: Versus = {
  metric: 'latency',
  better: 'lower',
  ratio: 1 / 1.27,
  interval: { low: 1 / 1.33, high: 1 / 1.21 },
  word: 'faster',
  band: 0.05,
}
const said = (changes: Partial<Versus> = {}): string => versusSentence('B', 'A', { ...faster, ...changes })

test('one line that says how many times faster or slower, with the interval of that number', () => {
  expect(said()).toBe('B is 1.27 times faster than A [1.21, 1.33]')
  expect(said({ ratio: 1.27, interval: { low: 1.21, high: 1.33 }, word: 'slower' })).toBe(
    'B is 1.27 times slower than A [1.21, 1.33]',
  )
  expect(said({ metric: 'tpot' })).toBe('B is 1.27 times faster than A in tpot [1.21, 1.33]')
})

test('a figure of which more is better has the same words the other way round', () => {
  const more = { ratio: 1.27, interval: { low: 1.21, high: 1.33 }, better: 'higher' } as const
  expect(said({ ...more, metric: 'decodeSpeed' })).toBe('B is 1.27 times faster than A in decodeSpeed [1.21, 1.33]')
  expect(said({ ...more, metric: 'throughput' })).toBe('B has 1.27 times higher throughput than A [1.21, 1.33]')
  expect(said({ ...more, metric: 'goodput' })).toBe('B has 1.27 times more goodput than A [1.21, 1.33]')
  const less = { ...more, ratio: 1 / 1.27, interval: { low: 1 / 1.33, high: 1 / 1.21 }, word: 'slower' } as const
  expect(said({ ...less, metric: 'throughput' })).toBe('B has 1.27 times lower throughput than A [1.21, 1.33]')
  expect(said({ ...less, metric: 'goodput' })).toBe('B has 1.27 times less goodput than A [1.21, 1.33]')
})

test('money is cheaper and dearer', () => {
  expect(said({ metric: 'cost', interval: null })).toBe('B is 1.27 times cheaper than A')
  expect(said({ metric: 'cost', ratio: 2, interval: null, word: 'slower' })).toBe('B is 2.00 times dearer than A')
})

test('the same within the band, and what is open with the reason', () => {
  const even = { ratio: 1, interval: { low: 0.98, high: 1.02 } }
  expect(said({ ...even, word: 'same' })).toBe('B and A are the same within 5 % [0.98, 1.02]')
  const open = { ratio: 0.97, interval: { low: 0.9, high: 1.05 }, word: 'inconclusive' } as const
  expect(said(open)).toBe('whether B is faster than A is inconclusive [0.95, 1.11]')
  expect(said({ ...open, needed: 1440 })).toMatch(/\[0\.95, 1\.11\]: about 1,440 requests of each would settle it$/u)
  const named = 'in "A: Q8_0 (KV)" the check swap-in is invalid: pages were read'
  expect(said({ ...open, doubts: [named] })).toContain('in "A: Q8_0 (KV)" the check swap-in is invalid')
  expect(said({ ...open, doubts: ['in "A" the check swap-in is invalid: pages were read'] })).toMatch(
    /inconclusive \[0\.95, 1\.11\]: in "A" the check swap-in is invalid$/u,
  )
  expect(said({ ...open, interval: null })).toBe(
    'whether B is faster than A is inconclusive: too few blocks for an interval',
  )
  expect(said({ ...open, metric: 'goodput', better: 'higher' })).toMatch(/^whether B has more goodput than A is inc/u)
})

test('an end that nothing bounds, a ratio that is none, and names that a terminal would obey', () => {
  expect(said({ interval: { low: null, high: 1 / 1.21 } })).toBe('B is 1.27 times faster than A [1.21, unbounded]')
  expect(said({ ratio: null, interval: null })).toBe('B is faster than A')
  expect(versusSentence('B\u001B[2J', 'A', faster)).not.toContain('\u001B')
})
