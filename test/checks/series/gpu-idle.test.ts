import { expect, test } from 'vitest'
import { drawnEnergy } from '../../runs/energy/drawn-sample.ts'
import type { DeviceRecord, DrawnEnergyRecord } from '../../../src/record/energy.ts'
import { runEnd, runHeader } from '../../support/samples.ts'
import { check, ten } from '../support/checked-run.ts'

const { facts } = runHeader()
const onGpu = runHeader({ facts: { ...facts, target: { ...facts.target, backend: 'cuda', gpuLayers: 5 } } })

function device(utilization: number, clocks: readonly number[]): DeviceRecord {
  const at = clocks.map((_, index) => index * 100)
  const nothing = at.map(() => null)
  return {
    device: 'GPU 0',
    at,
    watts: at.map(() => 100),
    utilization: at.map(() => utilization),
    memoryBytes: nothing,
    clockMhz: [...clocks],
    celsius: nothing,
  }
}

function energyOf(devices: DeviceRecord[]): DrawnEnergyRecord {
  return { ...drawnEnergy, windowMs: 3000, readings: 30, grossJoules: 300, interval: null, accuracy: null, devices }
}

function found(id: string, devices: DeviceRecord[], header = onGpu) {
  return check(id, header, ten, { ...runEnd, energy: energyOf(devices) })
}

const steady = Array.from({ length: 30 }, () => 1700)

test('a GPU that did next to nothing is told, one that worked is fine, and where none was asked for it is no matter', () => {
  expect(found('gpu-idle', [device(0.01, steady)])).toMatchObject({
    status: 'warning',
    message: expect.stringMatching(/^the GPU was at work for 1 % of the time, though the model runs on cuda: look at/u),
  })
  expect(found('gpu-idle', [device(0.8, steady)])).toMatchObject({ status: 'ok' })
  expect(found('gpu-idle', [device(0.01, steady)], runHeader())).toBeUndefined()
  expect(found('gpu-idle', [])).toBeUndefined()
})

test('a clock that falls while the device is at work is told, one that rests is not', () => {
  const falling = steady.map((clock, index) => (index < 12 ? clock : 1300))
  expect(found('throttled', [device(0.9, falling)])).toMatchObject({
    status: 'warning',
    message: expect.stringMatching(/^the clock of GPU 0 went from 1,700 to 1,300 MHz \(23\.5 % less\)/u),
  })
  expect(found('throttled', [device(0.9, steady)])).toMatchObject({ status: 'ok' })
  expect(found('throttled', [device(0.1, falling)])).toBeUndefined()
  expect(found('throttled', [device(0.9, falling.slice(0, 9))])).toBeUndefined()
})
