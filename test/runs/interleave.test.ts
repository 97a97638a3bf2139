import { expect, test } from 'vitest'
import { slotsOf } from '../../src/runs/interleave.ts'
import '../support/jest-extended.ts'

const plan = { requests: 40, budgetMs: 120_000, warmup: 2, concurrency: 1, until: null }

test('a single member has one turn with everything', () => {
  expect([...slotsOf(1, plan, 'seed')]).toEqual([{ index: 0, member: 0, requests: 40, budgetMs: 120_000 }])
})

test('each round is followed by its mirror image, for any number of members', () => {
  for (const members of [2, 3, 5]) {
    const slots = [...slotsOf(members, plan, 'seed')].slice(0, members * 6)
    for (let from = 0; from < slots.length; from += members * 2) {
      const round = slots.slice(from, from + members * 2).map(({ member }) => member)
      expect(round).toEqual(round.toReversed())
      expect(round.slice(members)).toIncludeSameMembers(Array.from({ length: members }, (_, member) => member))
    }
  }
})

function order(seed: string): number[] {
  return [...slotsOf(2, plan, seed)].map(({ member }) => member)
}

test('the order is the same for a seed, and different rounds start with different members', () => {
  expect(order('one')).toEqual(order('one'))
  const starts = order('one').filter((_, index) => index % 4 === 0)
  expect(new Set(starts)).toEqual(new Set([0, 1]))
})

test('turns are blocks of 8 requests alone, and of ten for each client under load', () => {
  const [alone] = slotsOf(2, plan, 'seed')
  const [loaded] = slotsOf(2, { ...plan, concurrency: 3 }, 'seed')
  expect(alone?.requests).toBe(8)
  expect(loaded).toMatchObject({ requests: 30, budgetMs: 5000 })
})

test('there are turns enough for every request', () => {
  const turns = [...slotsOf(2, plan, 'seed')].filter(({ member }) => member === 1)
  expect(turns.length * 8).toBeWithin(plan.requests, Number.POSITIVE_INFINITY)
})
