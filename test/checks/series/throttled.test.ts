import { expect, test } from 'vitest'
import { nvidiaFields, nvidiaRow } from '../../../src/machine/meters/energy/sources/nvidia-row.ts'
import { MeterBook } from '../../../src/machine/meters/energy/meter-book.ts'
import type { DeviceRecord, DrawnEnergyRecord } from '../../../src/record/energy.ts'
import { deviceRecords } from '../../../src/runs/energy/device-records.ts'
import { h200Rows } from '../../machine/meters/energy/sources/h200.ts'
import { hasRecorded, recorded } from '../../machine/facts/recorded.ts'
import { runEnd, runHeader } from '../../support/samples.ts'
import { check, ten } from '../support/checked-run.ts'

/** Fields at the places that they have in the recorded row; the others are of no account here. */
const fields = Array.from({ length: 19 }, (_, place) => `other ${place}`)
  .with(0, 'enforced.power.limit')
  .with(8, 'power.draw')
  .with(9, 'temperature.gpu')
  .with(11, 'clocks.sm')
  .with(14, 'utilization.gpu')
  .with(17, 'index')

/** The counters of a GPU from a recorded row, told 30 times with what a change makes of it. */
function devicesOf(change: (row: string, place: number) => string): DeviceRecord[] {
  const whole = recorded('nvidia-smi-csv-rtx2080.txt').trim()
  const book = new MeterBook('instant')
  for (let place = 0; place < 30; place++) {
    const row = nvidiaRow(change(whole, place), fields)
    if (row === null) continue
    const { index, watts, utilization, memoryBytes, clockMhz, celsius } = row
    const state = { memoryBytes, clockMhz, celsius }
    book.add({ device: `GPU ${index}`, at: place * 100, value: watts, activity: utilization, state })
  }
  return deviceRecords(book.series, [{ from: 0, to: 2900 }])
}

const { facts } = runHeader()
const onGpu = runHeader({ facts: { ...facts, target: { ...facts.target, backend: 'cuda', gpuLayers: 5 } } })

function energyOf(devices: DeviceRecord[]): DrawnEnergyRecord {
  const unknown = { interval: null, accuracy: null, netJoules: null, netInterval: null, idleWatts: null } as const
  const rails = devices.map(({ device }) => device)
  const meter = { meter: 'nvidia-smi', provenance: 'measured', scope: 'gpu', rails } as const
  return {
    ...unknown,
    ...meter,
    windowMs: 2900,
    readings: 30,
    grossJoules: 300,
    overCounter: null,
    devices,
    refusal: null,
  }
}

const found = (id: string, devices: DeviceRecord[]) => check(id, onGpu, ten, { ...runEnd, energy: energyOf(devices) })

test.skipIf(!hasRecorded)('recorded rows of a card: steady is fine, a clock that falls under load is told', () => {
  const steady = devicesOf((row) => row)
  expect(steady).toMatchObject([{ device: 'GPU 8', watts: expect.arrayContaining([176.98]) }])
  expect(steady[0]?.celsius[0]).toBe(45)
  expect(found('throttled', steady)).toMatchObject({ status: 'ok' })
  expect(found('gpu-idle', steady)).toMatchObject({ status: 'ok' })
  const falling = devicesOf((row, place) => (place < 12 ? row : row.replaceAll('1965', '1410')))
  expect(found('throttled', falling)).toMatchObject({
    status: 'warning',
    message: expect.stringMatching(/^the clock of GPU 8 went from 1,965 to 1,410 MHz \(28\.2 % less\) while/u),
  })
  // A card that rests lowers its clock, and is idle though a GPU was asked for.
  const idle = devicesOf((row, place) => (place < 12 ? row : row.replaceAll('1965', '300')).replace(', 86,', ', 0,'))
  expect(found('throttled', idle)).toBeUndefined()
  expect(found('gpu-idle', idle)).toMatchObject({ status: 'warning' })
})

test.skipIf(!hasRecorded)('clocks that are not told, or 0, are no fall', () => {
  expect(
    found(
      'throttled',
      devicesOf((row) => row.replaceAll('1965', '[N/A]')),
    ),
  ).toBeUndefined()
  expect(
    found(
      'throttled',
      devicesOf((row) => row.replaceAll('1965', '0')),
    ),
  ).toBeUndefined()
})

test.skipIf(!hasRecorded)('of several GPUs one that works is enough: the model may be on it alone', () => {
  const [busy] = devicesOf((row) => row)
  const [idle] = devicesOf((row) => row.replace(', 86,', ', 0,'))
  if (busy === undefined || idle === undefined) throw new TypeError('no device')
  const others = Array.from({ length: 31 }, (_, index) => ({ ...idle, device: `GPU ${index + 20}` }))
  expect(found('gpu-idle', [...others, busy])).toMatchObject({ status: 'ok', message: expect.stringContaining('86 %') })
})

test('recorded rows of an H200 under load: it was at work, and its clock did not fall', () => {
  const book = new MeterBook('instant')
  for (const [place, line] of h200Rows.entries()) {
    const row = nvidiaRow(line, nvidiaFields)
    if (row === null) continue
    const { watts, utilization, memoryBytes, clockMhz, celsius } = row
    const state = { memoryBytes, clockMhz, celsius }
    book.add({ device: 'GPU 0', at: place * 100, value: watts, activity: utilization, state })
  }
  // From the first reading with work on.
  const devices = deviceRecords(book.series, [{ from: 1500, to: 6400 }])
  expect(found('throttled', devices)).toMatchObject({ status: 'ok', message: expect.stringContaining('MHz') })
  expect(found('gpu-idle', devices)).toMatchObject({ status: 'ok' })
  expect(found('gpu-idle', deviceRecords(book.series, [{ from: 0, to: 900 }]))).toMatchObject({ status: 'warning' })
})
