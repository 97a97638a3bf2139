import { expect, test } from 'vitest'
import type { DeviceSeries } from '../../../src/machine/meters/energy/contract/series.ts'
import { deviceRecords } from '../../../src/runs/energy/device-records.ts'

const at = Array.from({ length: 1000 }, (_, index) => index * 100)

test('counters of the window stand on its own time, thinned, with those of the device beside its power', () => {
  const gpu: DeviceSeries = {
    device: 'GPU 0',
    form: 'instant',
    at,
    values: at.map((moment) => moment / 1000),
    limitWatts: 300,
    activity: at.map(() => 0.5),
    states: at.map(() => ({ memoryBytes: 1e9, clockMhz: 1700, celsius: null })),
  }
  const [record] = deviceRecords(
    [gpu],
    [
      { from: 10_000, to: 20_000 },
      { from: 30_000, to: 60_000 },
    ],
  )
  expect(record?.at.length).toBeGreaterThan(80)
  expect(record?.at.length).toBeLessThanOrEqual(160)
  expect(record).toMatchObject({ device: 'GPU 0' })
  expect([record?.at[0], record?.watts[0], record?.utilization[0]]).toEqual([0, 10, 0.5])
  expect([record?.memoryBytes[0], record?.clockMhz[0], record?.celsius[0]]).toEqual([1e9, 1700, null])
})

test('a counter of joules is mean watts, and a device without a reading is left out', () => {
  const counter: DeviceSeries = {
    device: 'package-0',
    form: 'counter',
    at,
    values: at.map((moment) => moment / 50),
    limitWatts: null,
    activity: null,
  }
  const [record] = deviceRecords([counter], [{ from: 1000, to: 2000 }])
  expect(record?.watts.every((watts) => Math.abs((watts ?? 0) - 20) < 1e-9)).toBe(true)
  expect(deviceRecords([{ ...counter, at: [], values: [] }], [{ from: 0, to: 10 }])).toEqual([])
})
