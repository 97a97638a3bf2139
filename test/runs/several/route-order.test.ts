import { expect, test } from 'vitest'
import { routeOrder } from '../../../src/runs/several/route-order.ts'

test('equal weights are a round robin', () => {
  expect(routeOrder([1, 1, 1], 7)).toEqual([0, 1, 2, 0, 1, 2, 0])
})

test('one weight sends everything to one', () => {
  expect(routeOrder([0, 1], 3)).toEqual([1, 1, 1])
})

test('at any time each has had its share to within one request', () => {
  const weights = [5, 3, 1.5]
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const order = routeOrder(weights, 400)
  const had = weights.map(() => 0)
  for (const [index, place] of order.entries()) {
    had[place] = (had[place] ?? 0) + 1
    for (const [model, weight] of weights.entries()) {
      expect(Math.abs((had[model] ?? 0) - ((index + 1) * weight) / all)).toBeLessThan(1 + 1e-9)
    }
  }
})
