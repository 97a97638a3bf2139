import { expect, test } from 'vitest'
import { appleBattery, meanWatts } from '../../../../src/machine/meters/energy/sources/apple-battery-text.ts'
import { macmonLine } from '../../../../src/machine/meters/energy/sources/macmon-line.ts'
import { nvidiaFields, nvidiaRow } from '../../../../src/machine/meters/energy/sources/nvidia-row.ts'
import { PowermetricsText } from '../../../../src/machine/meters/energy/sources/powermetrics-text.ts'
import { damagedCopies } from '../../damage.ts'
import { damaged } from './sources/damaged.ts'

type Figures = Readonly<Record<string, number | null | undefined>>

/** Outputs with the figures that a reader of them has. The formats are those of the recordings, with other values. */
const readers: readonly (readonly [string, string, (text: string) => Figures])[] = [
  [
    'macmon',
    '{"timestamp":"2026-08-20T10:00:00+00:00","temp":{"cpu_temp_avg":44.2},"cpu_active_ratio":0.18,' +
      '"gpu_active_ratio":0.09,\n"cpu_power":0.25,"gpu_power":0.5,"ane_power":0.125,\n"ram_power":1.25,' +
      '"all_power":0.875,"sys_power":5.75}',
    (text) => {
      const line = macmonLine(text)
      return { system: line?.system, ...line?.rails, cpuShare: line?.shares.cpu, gpuShare: line?.shares.gpu }
    },
  ],
  [
    'powermetrics',
    '*** Sampled system activity (Tue Feb 24 14:58:16 2026 -1000) (502.26ms elapsed) ***\n' +
      'CPU Power: 372 mW\nGPU Power: 46 mW\nANE Power: 5 mW\nCombined Power (CPU + GPU + ANE): 423 mW\n\n',
    (text) => {
      const lines = new PowermetricsText()
      for (const line of text.split('\n').slice(0, -1)) lines.line(line)
      return { ...lines.sample?.rails }
    },
  ],
  [
    'nvidia-smi',
    '2026/11/26 16:43:41.123, 1, 287.42, 287.42, 700.00, 97, 34817, 1755, 61\n',
    // A line without its end is not read yet.
    (text) => ({ ...nvidiaRow(text.split('\n').slice(0, -1)[0] ?? '', nvidiaFields) }),
  ],
  [
    'the battery of a Mac',
    '  "ExternalConnected" = No\n  "PowerTelemetryData" = {"SystemLoad"=12000,"AccumulatedSystemLoad"=1000000,' +
      '"SystemLoadAccumulatorCount"=100,"BatteryPower"=7000}\n  "CycleCount" = 12\n',
    (text) => ({ systemWatts: appleBattery(text)?.systemWatts }),
  ],
]

/** Damages that leave each figure as it was or destroy it: a digit that was lost nobody can see. */
const kinds = ['line missing', 'line doubled', 'lines reordered', 'noise', 'empty', 'other line ends', 'decimal comma']

/** All but those that lose a part in the middle: what is left of two figures may look like one. */
const seeds = Array.from({ length: 2000 }, (_, seed) => seed).filter((seed) => seed % 11 !== 2)

test.each(readers)('%s, damaged: the undamaged figure or none, never another, and nothing throws', (_, text, read) => {
  const whole = read(text)
  expect(Object.values(whole).filter((figure) => typeof figure === 'number').length).toBeGreaterThan(0)
  const copies = [
    ...damagedCopies(text, 2000, kinds).map((copy) => copy.text),
    ...seeds.map((seed) => damaged(text, seed)),
    // Other digits behind a point are a figure like any other.
  ].filter((copy) => !copy.includes('.9999999999'))
  for (const copy of copies) {
    for (const [name, figure] of Object.entries(read(copy.replaceAll('\r', '')))) {
      const wholeFigure = whole[name] ?? null
      // A row whose only power is less than none is refused by its name later.
      if (figure === null || figure === undefined || figure === -1) continue
      expect(figure, `${name} of:\n${copy}`).toBe(wholeFigure)
    }
  }
})

test.each([
  ['18446744073709551615', null],
  ['99999999999', null],
  ['4294967296000000', null],
  ['15000', 15],
])('watts of %s in thousandths', (digits, watts) => {
  expect(appleBattery(`"PowerTelemetryData" = {"SystemLoad"=${digits}}`)?.systemWatts).toBe(watts)
  expect(macmonLine(`{"cpu_power":1,"sys_power":${digits}}`)?.system).toBe(watts === null ? null : 15_000)
})

test('sums of a controller that leap are no mean', () => {
  const looked = { systemWatts: 10, summedWatts: 1000, count: 100, external: false }
  expect(meanWatts(looked, { ...looked, summedWatts: 1030, count: 102 })).toBe(15)
  expect(meanWatts(looked, { ...looked, summedWatts: 1030, count: 99_999_999_999 })).toBeNull()
  expect(meanWatts(looked, { ...looked, summedWatts: 4e12, count: 102 })).toBeNull()
})

test('an nvidia-smi row keeps what is in range beside what is not', () => {
  const row = nvidiaRow('2026/13/26 16:43:41.123, 1, 9e9, 61.2, -5, 101, -3, 99999999999, 4096', nvidiaFields)
  expect(row).toEqual({
    index: 1,
    stamp: null,
    watts: 61.2,
    limitWatts: null,
    utilization: null,
    memoryBytes: null,
    clockMhz: null,
    celsius: null,
  })
  expect(nvidiaRow('2026/11/26 16:43:41.123, 18446744073709551615, 1, 1, 1, 1, 1, 1, 1', nvidiaFields)).toBeNull()
})
