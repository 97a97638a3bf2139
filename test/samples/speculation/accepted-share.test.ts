import { expect, test } from 'vitest'
import type { Sample } from '../../../src/samples/sample.ts'
import { ownPrompts, speculationRecord } from '../../../src/samples/speculation/accepted-share.ts'
import { pooledShare } from '../../../src/stats/intervals/pooled-share.ts'

type Drafted = Pick<Sample, 'index' | 'asked' | 'tokens'>

const request = (index: number, drafted: number, accepted: number, input: number | null = null): Drafted => ({
  index,
  asked: { input, output: null },
  tokens: {
    input: 1,
    output: 1,
    cached: 0,
    reasoning: null,
    source: 'engine',
    speculated: { drafted, accepted, source: 'counted' },
  },
})
const sums = [
  [10, 5],
  [10, 6],
  [20, 9],
  [10, 4],
  [10, 6],
] as const
const told = sums.map(([drafted, accepted], index) => request(index, drafted, accepted))

test('the share is of all tokens, its interval from the spread between prompts', () => {
  const record = speculationRecord(told, ownPrompts)
  expect(record).toMatchObject({ drafted: 60, accepted: 30, share: 0.5, source: 'counted' })
  const { low, high } = pooledShare(Float64Array.of(5, 6, 9, 4, 6), Float64Array.of(10, 10, 20, 10, 10), 0.95) ?? {}
  expect(record?.interval).toEqual([low, high])
  expect(record?.prompts).toEqual({ count: 5, drafted: [10, 10, 20, 10, 10], accepted: [5, 6, 9, 4, 6] })
})

test('a prompt that was asked again counts once, but for requests that draw their words', () => {
  const twice = [...told, ...told.map((one, place) => ({ ...one, index: 5 + place }))]
  expect(speculationRecord(twice, { count: 5 })?.prompts).toEqual({
    count: 5,
    drafted: [20, 20, 40, 20, 20],
    accepted: [10, 12, 18, 8, 12],
  })
  expect(speculationRecord(twice, { count: 5 })).toMatchObject({
    drafted: 120,
    interval: speculationRecord(told, ownPrompts)?.interval,
  })
  expect(speculationRecord(twice, { count: 1 })).toMatchObject({ interval: null, prompts: { count: 1 } })
  const drawn = told.map(({ tokens: { speculated } }, index) =>
    request(index, speculated?.drafted ?? 0, speculated?.accepted ?? 0, 16),
  )
  expect(speculationRecord(drawn, { count: 1 })?.prompts?.count).toBe(5)
})

test('a prompt that stands several times in a list counts once', () => {
  const alike = Array.from({ length: 30 }, (_, index) => request(index, 10, 5))
  expect(speculationRecord(alike, { count: 30 })?.prompts?.count).toBe(30)
  const equal = alike.map(({ index }) => index % 2)
  expect(speculationRecord(alike, { count: 30, equal })).toMatchObject({
    drafted: 300,
    interval: null,
    prompts: { count: 2, drafted: [150, 150], accepted: [75, 75] },
  })
})

test('of very many prompts neighbours are put together', () => {
  const many = Array.from({ length: 2500 }, (_, index) => request(index, 4, 3))
  const { prompts } = speculationRecord(many, ownPrompts) ?? {}
  expect([prompts?.count, prompts?.drafted.length, prompts?.drafted[0]]).toEqual([2500, 834, 12])
})

test('few prompts have no interval, none drafted no share, none told no record', () => {
  expect(speculationRecord([request(0, 4, 2)], ownPrompts)).toMatchObject({ share: 0.5, interval: null })
  expect(speculationRecord([request(0, 0, 0)], ownPrompts)).toMatchObject({ share: null, interval: null })
  expect(speculationRecord([], ownPrompts)).toBeNull()
})
