import { describe, expect, test } from 'vitest'
import { carryoverOrders } from '../../src/stats/williams.ts'
import '../support/jest-extended.ts'

/** The rows of the design: each order and its mirror image. */
function rowsOf(arms: number): number[][] {
  return carryoverOrders(arms).flatMap((order) => [order, order.toReversed()])
}

describe.each([2, 3, 4, 5, 6, 7])('%d arms', (arms) => {
  const names = Array.from({ length: arms }, (_, arm) => arm)
  const rows = rowsOf(arms)
  /** Latin squares the rows make up: one for an even number of arms, two for an odd one. */
  const squares = arms % 2 === 0 ? 1 : 2

  test('each row has every arm, and every place each arm equally often', () => {
    expect(rows).toHaveLength(arms * squares)
    for (const row of rows) expect(row).toIncludeSameMembers(names)
    for (const place of names) {
      for (const arm of names) expect(rows.filter((row) => row[place] === arm)).toHaveLength(squares)
    }
  })

  test('every arm comes directly after every other one equally often', () => {
    const after = new Map<string, number>()
    for (const row of rows) {
      for (let place = 1; place < arms; place++) {
        const pair = `${row[place - 1]} ${row[place]}`
        after.set(pair, (after.get(pair) ?? 0) + 1)
      }
    }
    expect(after.size).toBe(arms * (arms - 1))
    expect(new Set(after.values())).toEqual(new Set([squares]))
  })
})

test.each([1, 0, 2.5, Number.NaN])('refuses %s arms', (arms) => {
  expect(() => carryoverOrders(arms)).toThrow(RangeError)
})
