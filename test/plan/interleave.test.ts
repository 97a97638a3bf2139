import { expect, test } from 'vitest'
import type { RunPlan } from '../../src/plan/header.ts'
import { slotsOf } from '../../src/plan/interleave.ts'
import '../support/jest-extended.ts'

const plan: RunPlan = {
  requests: 40,
  durationMs: null,
  budgetMs: 120_000,
  settles: false,
  warmup: 2,
  load: { kind: 'closed', concurrency: 1, rampUpMs: null },
  concurrency: 1,
  maxUsd: null,
  launches: 1,
  until: null,
  energy: { kind: 'off' },
  roofline: { kind: 'off' },
}

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

test('within the rows of a repetition every member follows every other one equally often', () => {
  for (const [members, rows] of [
    [2, 2],
    [3, 6],
    [4, 4],
    [5, 10],
  ] as const) {
    const sequence = [...slotsOf(members, { ...plan, requests: 400 }, 'seed')].map(({ member }) => member)
    for (const from of [0, members * rows]) {
      const repetition = sequence.slice(from, from + members * rows)
      const after = new Map<string, number>()
      for (const [turn, member] of repetition.entries()) {
        if (turn % members === 0) continue
        const pair = `${repetition[turn - 1]} ${member}`
        after.set(pair, (after.get(pair) ?? 0) + 1)
      }
      expect(after.size).toBe(members * (members - 1))
      expect(new Set(after.values()).size).toBe(1)
    }
  }
})

test('who is who in the design changes from one repetition to the next', () => {
  const sequence = [...slotsOf(4, { ...plan, requests: 400 }, 'seed')].map(({ member }) => member)
  const repetitions = Array.from({ length: 10 }, (_, repetition) =>
    sequence.slice(repetition * 16, repetition * 16 + 16).join(''),
  )
  expect(new Set(repetitions).size).toBeGreaterThan(5)
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

test('an open load has no clients to count: its turns end by time', () => {
  const [turn] = slotsOf(2, { ...plan, concurrency: 0 }, 'seed')
  expect(turn).toMatchObject({ requests: 40, budgetMs: 5000 })
})

test('there are turns enough for every request', () => {
  const turns = [...slotsOf(2, plan, 'seed')].filter(({ member }) => member === 1)
  expect(turns.length * 8).toBeWithin(plan.requests, Number.POSITIVE_INFINITY)
})
