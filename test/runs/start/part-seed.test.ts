import { expect, test } from 'vitest'
import type { GroupMember } from '../../../src/runs/group.ts'
import { withPartSeed } from '../../../src/runs/start/part-seed.ts'

function member(part?: string): GroupMember {
  const request = { kind: 'chat', prompts: [], sampling: { seed: 5 } }
  return { name: 'b', options: { part }, workload: { request } } as unknown as GroupMember
}

const place = { file: 'a.bench.ts', test: 'a part' }

const seedOf = ({ workload }: GroupMember): number => workload.request.sampling.seed

test('each part of a load draws its own prompts and arrivals, also from one file', () => {
  const seeds = [1, 2, 3].map((number) => seedOf(withPartSeed(member('whole'), { number, of: null, by: 'job' }, place)))
  expect(seeds[0]).toBe(5)
  expect(new Set(seeds).size).toBe(3)
  // Request i uses its seed and i.
  expect((seeds[1] ?? 0) - (seeds[0] ?? 0)).toBeGreaterThan(1_000_000)
})

test('what is no part, or has no number, keeps its seed', () => {
  expect(seedOf(withPartSeed(member(), { number: 2, of: 3, by: 'shard' }, place))).toBe(5)
  expect(seedOf(withPartSeed(member('whole'), null, place))).toBe(5)
})

test('two files of one shard, which have its number in common, draw their own', () => {
  const shard = { number: 1, of: 2, by: 'shard' } as const
  const [one, other] = ['a', 'b'].map((file) => seedOf(withPartSeed(member('whole'), shard, { ...place, file })))
  expect(one).not.toBe(other)
})
