import { expect, test } from 'vitest'
import { queueingOf, slotsOf } from '../../src/metrics/queueing.ts'
import { queueOf } from './queue-of.ts'

test.for([
  [4, 1],
  [8, 4],
  [50, 8],
] as const)('of %i clients on %i slots the waiting is told, whoever says how many these are', ([clients, slots]) => {
  const { columns, waitedMs } = queueOf({ clients, slots })
  const known = queueingOf({ columns, concurrency: clients, slots, server: null })
  const seen = queueingOf({ columns, concurrency: clients, slots: null, server: null })
  expect(known).toMatchObject({ by: 'shape', slots, slotsBy: 'server' })
  expect(seen).toMatchObject({ by: 'shape', slots, slotsBy: 'shape' })
  expect(known?.waitedMs).toBeCloseTo(waitedMs, 6)
  expect(seen?.waitedMs).toBe(known?.waitedMs)
})

test('an answer that does not stream waited as long', () => {
  const { columns, waitedMs } = queueOf({ clients: 4, slots: 1 })
  const whole = { ...columns, first: columns.first.map(() => Number.NaN) }
  expect(queueingOf({ columns: whole, concurrency: 4, slots: 1, server: null })?.waitedMs).toBeCloseTo(waitedMs, 6)
})

test("the server's own metric is taken where it is of the very same requests", () => {
  const { columns, waitedMs } = queueOf({ clients: 4, slots: 1, requests: 200 })
  const evidence = { columns, concurrency: 4, slots: null }
  expect(queueingOf({ ...evidence, server: { requests: 200, meanQueueMs: 321 } })).toEqual({
    waitedMs: 321,
    by: 'server',
    slots: null,
    slotsBy: null,
  })
  expect(queueingOf({ ...evidence, slots: 1, server: { requests: 200, meanQueueMs: 0 } })).toMatchObject({
    waitedMs: 0,
    slots: 1,
  })
  for (const server of [
    { requests: 201, meanQueueMs: 321 },
    { requests: 200, meanQueueMs: null },
    { requests: null, meanQueueMs: 321 },
  ]) {
    const found = queueingOf({ ...evidence, server })
    expect(found?.by).toBe('shape')
    expect(found?.waitedMs).toBeCloseTo(waitedMs, 6)
  }
})

test('nobody waits where there are slots for all, and one client for none', () => {
  const { columns } = queueOf({ clients: 4, slots: 4 })
  expect(queueingOf({ columns, concurrency: 4, slots: 4, server: null })?.waitedMs).toBe(0)
  expect(queueingOf({ columns, concurrency: 4, slots: null, server: null })).toBeNull()
  expect(queueingOf({ columns, concurrency: 1, slots: 1, server: { requests: 200, meanQueueMs: 3 } })).toBeNull()
  // An open load has no number of clients.
  expect(
    queueingOf({ columns: queueOf({ clients: 4, slots: 1 }).columns, concurrency: 0, slots: 1, server: null })
      ?.waitedMs,
  ).toBeGreaterThan(100)
  const failed = columns.failed.map(() => 1)
  expect(queueingOf({ columns: { ...columns, failed }, concurrency: 4, slots: 1, server: null })).toBeNull()
})

test('slots are those of the configuration', () => {
  expect(slotsOf({ configuration: { slots: 4 } })).toBe(4)
  for (const configuration of [null, {}, { slots: null }, { slots: 0 }, { slots: 'many' }, { slots: 1.5 }])
    expect(slotsOf({ configuration })).toBeNull()
})
