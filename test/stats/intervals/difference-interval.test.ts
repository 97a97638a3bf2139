import { expect, test } from 'vitest'
import { differenceInterval, pairsWithoutChange } from '../../../src/stats/intervals/difference-interval.ts'

test('where no difference was seen the share of prompts that may have changed bounds it', () => {
  const none = differenceInterval(new Float64Array(149), 0.9)
  expect(none?.low).toBeGreaterThan(-0.02)
  expect(none?.high).toBeLessThan(0.02)
  expect(differenceInterval(new Float64Array(148), 0.9)?.low).toBeLessThan(-0.02)
  expect(pairsWithoutChange(0.02, 0.05)).toBe(149)
  expect(differenceInterval(new Float64Array(0), 0.9)).toBeNull()
})

test('of fewer than 20 its lower end is what the changed ones could bring', () => {
  const few = Float64Array.from({ length: 19 }, (_, place) => (place === 0 ? -0.01 : 0))
  expect(differenceInterval(few, 0.9)?.low).toBeCloseTo(-0.22637, 4)
  const more = Float64Array.from({ length: 20 }, (_, place) => (place === 0 ? -0.01 : 0))
  expect(differenceInterval(more, 0.9)?.low).toBeCloseTo(-0.2161, 3)
  const many = Float64Array.from({ length: 40 }, (_, place) => (place % 4 === 0 ? -0.01 : 0))
  expect(differenceInterval(many, 0.9)?.low).toBeGreaterThan(-0.01)
  expect(differenceInterval(Float64Array.of(-0.5, -0.4), 0.9)).toEqual({ low: -1, high: 1 })
})
