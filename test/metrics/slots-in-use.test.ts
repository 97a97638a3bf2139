import { expect, test } from 'vitest'
import { slotsInUse } from '../../src/metrics/slots-in-use.ts'
import { queueOf } from './queue-of.ts'

test.for([
  [4, 1],
  [2, 1],
  [8, 4],
  [50, 4],
  [1000, 3],
  [10, 8],
] as const)('%i clients on %i slots show how many these are', ([clients, slots]) => {
  const { columns } = queueOf({ clients, slots, requests: Math.max(200, 2 * clients) })
  expect(slotsInUse(columns)).toBe(slots)
})

test('a single slot shows where a token takes long to begin, and in few answers', () => {
  expect(slotsInUse(queueOf({ clients: 4, slots: 1, requests: 24, prefillMs: 350, decodeMs: 330 }).columns)).toBe(1)
  expect(slotsInUse(queueOf({ clients: 2, slots: 1, requests: 24, prefillMs: 350, decodeMs: 330 }).columns)).toBe(1)
})

test.for([
  [4, 4],
  [4, 100],
  [16, 100],
  [1, 1],
] as const)('%i clients on %i slots wait for nobody', ([clients, slots]) => {
  expect(slotsInUse(queueOf({ clients, slots }).columns)).toBeNull()
})

test('answers that hardly overlap by themselves say nothing of slots', () => {
  for (const clients of [2, 4, 8])
    expect(slotsInUse(queueOf({ clients, slots: 100, prefillMs: 400, decodeMs: 20 }).columns)).toBeNull()
})

test('few answers, answers that do not stream, and failures say nothing', () => {
  const { columns } = queueOf({ clients: 4, slots: 1 })
  expect(slotsInUse(queueOf({ clients: 4, slots: 1, requests: 19 }).columns)).toBeNull()
  expect(slotsInUse({ ...columns, first: columns.first.map(() => Number.NaN) })).toBeNull()
  expect(slotsInUse({ ...columns, failed: columns.failed.map(() => 1) })).toBeNull()
  expect(slotsInUse({ ...columns, first: columns.end })).toBeNull()
})

test('answers that end as they begin, or before, say nothing', () => {
  const { columns } = queueOf({ clients: 4, slots: 1 })
  for (const earlier of [-1, 0, 1e-9, 1e-8, 1e-7]) {
    const first = columns.end.map((end) => end + 4e7 - earlier)
    const sent = columns.sent.map((moment) => moment + 4e7)
    expect(slotsInUse({ ...columns, sent, first, end: columns.end.map((end) => end + 4e7) })).toBeNull()
  }
})
