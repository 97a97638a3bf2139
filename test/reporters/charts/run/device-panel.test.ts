import { expect, test } from 'vitest'
import { devicePanel, deviceRoom, type TimedLatencies } from '../../../../reporters/charts/run/device-panel.ts'
import { runChart } from '../../../../reporters/charts/run/run-chart.ts'
import type { DeviceRecord } from '../../../../src/record/energy.ts'
import { xmlProblem } from '../../../support/well-formed.ts'
import { hostileName } from '../../hostile.ts'
import { sampleRun, sampleSeries } from '../../sample-report.ts'
import { gpu } from './sample-gpu.ts'

const nothing = [null, null, null]
const none: DeviceRecord = {
  ...gpu,
  watts: nothing,
  utilization: nothing,
  memoryBytes: nothing,
  clockMhz: nothing,
  celsius: nothing,
}
const area = { left: 0, top: 0, width: 400 }
const latencies: TimedLatencies = {
  title: 'Latency, ms',
  starts: Float64Array.of(0, 500, 1000),
  values: Float64Array.of(40, 50, Number.NaN),
}
const titles = ['Power, W', 'Busy, %', 'Memory, GB', 'Clock, MHz', 'Temperature, °C']

/** Left ends of the marks of a path: `M12.3 …`, and of the lines that go on, `L12.3 …`. */
const lefts = (path: string): number[] => [...path.matchAll(/[ML]([\d.]+) /gu)].map(([, x]) => Number(x))

test('power, how busy, memory, clock and temperature each have a row on the time axis of the requests', () => {
  const drawn = devicePanel([gpu], latencies, area).join('')
  for (const title of ['Latency, ms', ...titles]) expect(drawn).toContain(`>${title}<`)
  const curves = [...drawn.matchAll(/<path d="([^"]*)"[^>]*stroke-width="1.6"/gu)].map(([, path = '']) => lefts(path))
  expect(curves).toHaveLength(5)
  const requests = lefts(/<path d="([^"]*)"[^>]*stroke-opacity/u.exec(drawn)?.[1] ?? '')
  // A request that failed has no time, and a moment that was not told no point.
  expect(requests).toEqual(curves[0]?.slice(0, 2))
  expect(curves.map((points) => points.length)).toEqual([3, 3, 3, 2, 3])
  for (const points of curves) expect(curves[0]?.slice(0, points.length)).toEqual(points)
})

test('only counters that were told have a row, and each device a curve of its own', () => {
  const rapl: DeviceRecord = { ...none, device: 'package-0', watts: [10, 20, 30] }
  const drawn = devicePanel([rapl, { ...rapl, device: 'package-1' }], latencies, area).join('')
  expect(titles.filter((title) => drawn.includes(`>${title}<`))).toEqual(['Power, W'])
  expect(drawn.match(/stroke-width="1.6"/gu)).toHaveLength(2)
  expect(deviceRoom([rapl])).toBeLessThan(deviceRoom([gpu]))
  // Without power the others still are.
  expect(devicePanel([{ ...gpu, watts: nothing }], latencies, area).join('')).toContain('>Busy, %<')
})

test('without a counter there is no panel, and a name is no markup', () => {
  expect(deviceRoom([])).toBe(0)
  expect(deviceRoom([none])).toBe(0)
  expect(devicePanel([none], latencies, area)).toEqual([])
  expect(devicePanel([{ ...gpu, device: hostileName }], latencies, area).join('')).not.toContain('<script')
})

test('counters that stand still, and thousands of requests, are drawn too', () => {
  const still = { ...gpu, celsius: [50, 50, 50], clockMhz: [0, 0, 0], watts: [0, 0, 0] }
  const n = 20_000
  const many = {
    ...latencies,
    starts: Float64Array.from({ length: n }, (_, row) => row / 20),
    values: Float64Array.from({ length: n }, (_, row) => 40 + (row % 7)),
  }
  const drawn = devicePanel([still], many, area).join('')
  expect(drawn).not.toMatch(/NaN|Infinity|undefined|null/u)
  expect(drawn.length).toBeLessThan(20_000)
})

test('the chart of a run is higher by the panel, and tells the devices in words', () => {
  const series = sampleSeries(50, 100)
  const run = sampleRun(series)
  const plain = runChart(run, series)
  const energy = { devices: [gpu] } as unknown as NonNullable<typeof run.energy>
  const chart = runChart({ ...run, energy }, series)
  expect(xmlProblem(chart)).toBeNull()
  expect(chart.length).toBeGreaterThan(plain.length)
  expect(chart).toContain('GPU 0: 200 W')
  expect(chart).toContain('>Clock, MHz<')
  expect(plain).not.toContain('over the time of the run')
})
