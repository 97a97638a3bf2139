import { expect, test } from 'vitest'
import { devicePanel, deviceRoom, deviceWords } from '../../../../reporters/charts/run/device-panel.ts'
import { runChart } from '../../../../reporters/charts/run/run-chart.ts'
import type { DeviceRecord } from '../../../../src/record/energy.ts'
import { hostileName } from '../../hostile.ts'
import { sampleRun, sampleSeries } from '../../sample-report.ts'

const gpu: DeviceRecord = {
  device: 'GPU 0',
  at: [0, 500, 1000],
  watts: [100, 300, 200],
  utilization: [0.9, 1, 0.95],
  memoryBytes: [1e9, 2e9, 3e9],
  clockMhz: [1700, 1755, null],
  celsius: [50, 61, 60],
}

const none: DeviceRecord = { ...gpu, watts: [null, null, null] }

test('a device is a line of its power and a line of words', () => {
  expect(deviceWords(gpu)).toBe('GPU 0: 200 W, 95 % busy, 1,728 MHz, at most 61 °C, 3.00 GB')
  const drawn = devicePanel([gpu], { left: 0, top: 0, width: 400 }).join('')
  expect(drawn).toContain('Power of the devices over time, W')
  expect(drawn.match(/stroke-width="1.6"/gu)).toHaveLength(1)
  expect(deviceRoom([gpu])).toBeGreaterThan(100)
})

test('without power there is no panel, and a name is no markup', () => {
  expect(deviceRoom([])).toBe(0)
  expect(deviceRoom([none])).toBe(0)
  expect(devicePanel([none], { left: 0, top: 0, width: 400 })).toEqual([])
  expect(devicePanel([{ ...gpu, device: hostileName }], { left: 0, top: 0, width: 400 }).join('')).not.toContain(
    '<script',
  )
})

test('the chart of a run is higher by the panel, and tells the devices in words', () => {
  const series = sampleSeries(50, 100)
  const run = sampleRun(series)
  const plain = runChart(run, series)
  const energy = { devices: [gpu] } as unknown as NonNullable<typeof run.energy>
  const chart = runChart({ ...run, energy }, series)
  expect(chart.length).toBeGreaterThan(plain.length)
  expect(chart).toContain('GPU 0: 200 W')
  expect(plain).not.toContain('Power of the devices')
})
