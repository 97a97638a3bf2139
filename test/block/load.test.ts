import { expect, test } from 'vitest'
import { firstSends } from '../../src/block/load.ts'
import { wholeBlock } from '../../src/block/share.ts'
import { seededRandom } from '../../src/stats/random.ts'

test('each client starts in its own equal part of the spread, the first at once', () => {
  for (const clients of [1, 2, 7, 50]) {
    const sends = firstSends(clients, 1000, seededRandom(3))
    expect(sends).toHaveLength(clients)
    expect(sends[0]).toBe(0)
    for (const [client, at] of sends.entries()) {
      expect(at).toBeGreaterThanOrEqual((client * 1000) / clients)
      expect(at).toBeLessThan(((client + 1) * 1000) / clients)
    }
  }
})

test('starts are not evenly spaced, and the same seed gives the same ones', () => {
  const sends = firstSends(50, 1000, seededRandom(3))
  const gaps = new Set(sends.slice(1).map((at, index) => Math.round(at - (sends[index] as number))))
  expect(gaps.size).toBeGreaterThan(10)
  expect(firstSends(50, 1000, seededRandom(3))).toEqual(sends)
  expect(firstSends(50, 1000, seededRandom(4))).not.toEqual(sends)
})

test('without a spread all clients start at once', () => {
  expect(firstSends(5, 0, seededRandom(1))).toEqual([0, 0, 0, 0, 0])
})

test('a whole block is the share of one process', () => {
  expect(wholeBlock(12)).toEqual({ units: 12, offset: 0, step: 1, streamOffset: 0, streamStep: 1 })
})
