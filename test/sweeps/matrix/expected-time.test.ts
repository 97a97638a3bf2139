import { expect, test } from 'vitest'
import { assumed, type CellWork, expectedTime, launchWeight } from '../../../src/sweeps/matrix/expected-time.ts'

const cell: CellWork = { fileBytes: 637e6, mayUseGpu: false, isWhole: true, depth: 0, earlierMs: null }
const launch = { requests: 10, inputTokens: 100, maxTokens: 32, leastMs: 0 }

test('without an earlier run the ends are those of a fast machine and of a slow one', () => {
  const { lowMs, highMs, earlier } = expectedTime([cell], launch, 3)
  expect(lowMs).toBeCloseTo(3 * (200 + (320 * 637e6) / 500e6), 6)
  // 60 to 160 ms a token is what two cores take.
  expect(highMs).toBeGreaterThan(3 * 320 * 160)
  expect(highMs / lowMs).toBeGreaterThan(50)
  expect(earlier).toBe(0)
})

test('an answer that may end early takes a token at the least, a GPU is faster, and a file of unknown size costs nothing', () => {
  const lowOf = (changed: Partial<CellWork>): number => expectedTime([{ ...cell, ...changed }], launch, 1).lowMs
  expect(lowOf({ isWhole: false })).toBeCloseTo(200 + (10 * 637e6) / 500e6, 6)
  expect(lowOf({ mayUseGpu: true })).toBeLessThan(lowOf({}))
  expect(lowOf({ fileBytes: null })).toBeCloseTo(200 + 320 * assumed.tokenMs[0], 6)
})

test('a depth is evaluated once a launch, and a load at a rate takes its time whatever answers', () => {
  const highOf = (depth: number): number => expectedTime([{ ...cell, depth }], launch, 1).highMs
  expect(highOf(4096)).toBeGreaterThan(highOf(0) * 2)
  expect(expectedTime([cell], { ...launch, leastMs: 60_000 }, 2).lowMs).toBe(120_400)
})

test('what an earlier run took is believed, within bounds', () => {
  const { lowMs, highMs, earlier } = expectedTime([{ ...cell, earlierMs: 1000 }, cell], launch, 2)
  const other = expectedTime([cell], launch, 2)
  expect(lowMs - other.lowMs).toBeCloseTo(1400, 6)
  expect(highMs - other.highMs).toBeCloseTo(3000, 6)
  expect(earlier).toBe(1)
})

test('weights tell how launches of configurations lie beside each other', () => {
  const ratio = launchWeight({ ...cell, fileBytes: 4.4e9 }, launch) / launchWeight(cell, launch)
  expect(ratio).toBeGreaterThan(4)
  expect(ratio).toBeLessThan(7)
})
