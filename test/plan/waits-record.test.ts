import { expect, test } from 'vitest'
import { emptyLoad } from '../../src/record/load.ts'
import { joinWaits, waitsRecord } from '../../src/plan/waits-record.ts'

test('waits are taken out of the concurrency', () => {
  expect(waitsRecord(8, { clientMs: 1000, waitedMs: 250 })).toEqual({ waitedMs: 250, share: 0.25, concurrency: 6 })
  expect(waitsRecord(8, { clientMs: 0, waitedMs: 0 })).toEqual({ waitedMs: 0, share: 0, concurrency: 8 })
  expect(waitsRecord(8, null)).toBeNull()
})

test('clients at work of the parts of a load add up, where all are known', () => {
  const part = (concurrency: number, share: number) => ({
    load: { ...emptyLoad, concurrency, waits: { waitedMs: 10, share, concurrency: concurrency * (1 - share) } },
  })
  expect(joinWaits([part(8, 0.25), part(2, 0)])).toEqual({
    waitedMs: 20,
    share: expect.closeTo(0.2, 9),
    concurrency: 8,
  })
  expect(joinWaits([part(8, 0.25), { load: emptyLoad }])).toBeNull()
  expect(joinWaits([{ load: emptyLoad }])).toBeNull()
})
