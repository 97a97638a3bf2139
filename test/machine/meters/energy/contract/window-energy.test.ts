import { expect, test } from 'vitest'
import { energyInterval } from '../../../../../src/machine/meters/energy/contract/energy-interval.ts'
import type { EnergyWindow } from '../../../../../src/machine/meters/energy/contract/energy-window.ts'
import type { DeviceSeries, MeterTerms } from '../../../../../src/machine/meters/energy/contract/series.ts'
import { unwrapped } from '../../../../../src/machine/meters/energy/contract/unwrapped.ts'
import { type MeterReadings, windowsEnergy } from '../../../../../src/machine/meters/energy/contract/window-energy.ts'
import { seededRandom } from '../../../../../src/stats/random.ts'
import {
  batchedModel,
  batteryModel,
  type MeterModel,
  nvidiaModel,
  nvmlModel,
  railsModel,
  raplModel,
  wallCounterModel,
  wallModel,
} from './meter-models.ts'
import { powerCurve } from './power-curve.ts'

const curves = 1000

interface Seen {
  readonly accepted: number
  readonly covered: number
  readonly width: number
}

/** How often an accepted window's interval holds the joules that are known. */
function study(model: MeterModel): Seen {
  let [accepted, covered, width] = [0, 0, 0]
  for (let seed = 0; seed < curves; seed++) {
    const random = seededRandom(seed * 5 + 3)
    const [least, most] = model.windowMs
    const length = least + (most - least) * random() ** 2
    const from = 4000 + 1000 * random()
    const window = { from, to: from + length }
    const whole = window.to + 4000
    const curve = powerCurve(seed, whole, model.everyMs)
    const readings = { series: [model.see(curve, whole, seed)], counters: [], expected: [], ended: null }
    const { energy } = windowsEnergy(readings, [window], model.terms)
    if (energy.state === 'refused') continue
    accepted++
    const { low, high } = energyInterval(energy, length / 1000, model.terms)
    const truth = curve.joules(window.to) - curve.joules(window.from)
    if ((low ?? 0) <= truth && truth <= (high ?? Infinity)) covered++
    width += ((high ?? 0) - (low ?? 0)) / truth / 2
  }
  return { accepted, covered: covered / accepted, width: width / accepted }
}

test.each([nvidiaModel, wallModel, batteryModel, railsModel, batchedModel, raplModel, nvmlModel, wallCounterModel])(
  'accepted windows of $name hold the known joules in at least 88 % of 1,000 curves',
  (model) => {
    const { accepted, covered, width } = study(model)
    process.stdout.write(
      `${model.name}: ${accepted} of ${curves} accepted, ${(100 * covered).toFixed(1)} % hold the joules, ` +
        `half width ${(100 * width).toFixed(1)} %\n`,
    )
    expect(accepted).toBeGreaterThan(0.9 * curves)
    expect(covered).toBeGreaterThanOrEqual(0.88)
  },
)

const terms: MeterTerms = { maxGapMs: 1000, minWindowMs: 2000, lagMs: 0, batched: false, accuracy: null }
const seconds = Array.from({ length: 12 }, (_, index) => index * 500)
const window: EnergyWindow = { from: 1000, to: 5000 }

function device(changes: Partial<DeviceSeries> = {}): DeviceSeries {
  return {
    device: 'GPU 0',
    form: 'instant',
    at: seconds,
    values: seconds.map(() => 100),
    limitWatts: 300,
    activity: null,
    ...changes,
  }
}

function told(series: readonly DeviceSeries[], changes: Partial<MeterReadings> = {}, own: Partial<MeterTerms> = {}) {
  const readings = { series, counters: [], expected: [], ended: null, ...changes }
  const { energy, overCounter } = windowsEnergy(readings, [window], { ...terms, ...own })
  return energy.state === 'refused' ? energy.refusal.code : { joules: energy.joules, overCounter }
}

test('a steady power is its watts times the window, of all devices together', () => {
  expect(told([device()])).toEqual({ joules: 400, overCounter: null })
  expect(told([device(), device({ device: 'GPU 1', values: seconds.map(() => 50) })])).toMatchObject({ joules: 600 })
})

test('no watt at work is unknown, not nothing', () => {
  expect(told([device({ values: seconds.map((at) => (at === 2000 ? 0 : 100)) })])).toBe('zero-power')
  expect(told([device({ form: 'mean', values: seconds.map(() => 0) })])).toBe('zero-power')
  expect(told([device({ form: 'counter', values: seconds.map(() => 7) })])).toBe('zero-power')
  expect(told([device({ values: seconds.map((at) => (at === 2000 ? -1 : 100)) })])).toBe('implausible')
})

test('a window without a reading before it, or after it, or with a gap, is refused', () => {
  const from = (least: number, most: number): Partial<DeviceSeries> => {
    const at = seconds.filter((moment) => moment >= least && moment <= most)
    return { at, values: at.map(() => 100) }
  }
  expect(told([device(from(1500, 9000))])).toBe('not-bracketed')
  expect(told([device(from(0, 4500))])).toBe('not-bracketed')
  expect(told([device({ at: [0, 500, 2000, 2500, 3500, 4500, 5500], values: Array(7).fill(100) })])).toBe('gap')
  // A reading that the device did not know is a gap too, where it is long.
  expect(told([device({ values: seconds.map((at) => (at === 2000 || at === 2500 ? null : 100)) })])).toBe('gap')
  expect(told([device({ values: seconds.map((at) => (at === 2000 ? null : 100)) })])).toMatchObject({ joules: 400 })
  expect(told([])).toBe('no-readings')
})

test('a device that is missing, or lost on the way, leaves no sum', () => {
  expect(told([device()], { expected: ['GPU 0', 'GPU 1'] })).toBe('missing-device')
  expect(told([device(), device({ device: 'GPU 1', values: seconds.map(() => null) })])).toBe('missing-device')
  const lost = device({ device: 'GPU 1', at: seconds.slice(0, 6), values: Array(6).fill(50) })
  expect(told([device(), lost])).toBe('missing-device')
})

test('a meter that ended before the window did has no figure, one that ended later has', () => {
  expect(told([device()], { ended: { at: 4000, reason: 'nvidia-smi ended' } })).toBe('meter-ended')
  expect(told([device()], { ended: { at: 5400, reason: 'nvidia-smi ended' } })).toMatchObject({ joules: 400 })
})

test('a window shorter than the meter can tell is refused', () => {
  expect(told([device()], {}, { minWindowMs: 4001 })).toBe('too-short')
  const turns = [0, 1, 2, 3, 4].map((turn) => ({ from: 100 + turn * 1000, to: 400 + turn * 1000 }))
  const { energy } = windowsEnergy({ series: [device()], counters: [], expected: [], ended: null }, turns, {
    ...terms,
    minWindowMs: 1400,
  })
  expect(energy).toMatchObject({ refusal: { code: 'too-short', reason: expect.stringContaining('a turn of 300 ms') } })
})

test('devices that did nothing are not what was measured; one that did is', () => {
  const idle = seconds.map(() => 0)
  expect(told([device({ activity: idle })])).toBe('idle-device')
  expect(told([device({ activity: idle }), device({ device: 'GPU 1', activity: seconds.map(() => 0.5) })])).toEqual({
    joules: 800,
    overCounter: null,
  })
})

test('a counter that begins anew is refused, one that wraps goes on', () => {
  const counted = seconds.map((at) => 1000 + at / 10)
  expect(told([device({ form: 'counter', values: counted })])).toMatchObject({ joules: 400 })
  const anew = counted.map((joules, index) => (index < 5 ? joules : joules - 1150))
  expect(told([device({ form: 'counter', values: anew })])).toBe('restarted')
  expect(told([device({ form: 'counter', values: unwrapped(anew, 1150) })])).toMatchObject({ joules: 400 })
  // A range that would mean more watts than any device draws was none.
  expect(told([device({ form: 'counter', values: unwrapped(anew, 262_144) })])).toBe('restarted')
})

test('an integral is held against the device’s own counter', () => {
  const counters = (watts: number) => [
    device({ form: 'counter', values: seconds.map((at) => (at * watts) / 1000), limitWatts: null }),
  ]
  expect(told([device()], { counters: counters(100) })).toEqual({ joules: 400, overCounter: 1 })
  expect(told([device()], { counters: counters(97) })).toMatchObject({ joules: 400 })
  expect(told([device()], { counters: counters(80) })).toBe('counter-differs')
  expect(told([device()], { counters: counters(125) })).toBe('counter-differs')
})

test('rails that come in batches need a long window, and tell nothing where a batch never comes', () => {
  const at = Array.from({ length: 80 }, (_, index) => index * 500)
  // A batch every 2 s: three times nothing, then four times as much.
  const values = at.map((_, index) => (index % 4 === 3 ? 40 : 0))
  const long = { from: 5000, to: 35_000 }
  const readings = {
    series: [device({ form: 'mean', at, values, limitWatts: null })],
    counters: [],
    expected: [],
    ended: null,
  }
  const batched = { ...terms, maxGapMs: 3000, batched: true }
  const whole = windowsEnergy(readings, [long], batched).energy
  expect(whole).toMatchObject({ state: 'known' })
  if (whole.state === 'known') {
    expect(whole.joules).toBeCloseTo(300, 6)
    expect(whole.above).toBeGreaterThan(0)
  }
  expect(windowsEnergy(readings, [window], batched).energy).toMatchObject({ refusal: { code: 'unaligned' } })
  const silent = values.map((watts, index) => (index > 30 && index < 50 ? 0 : watts))
  const stopped = { ...readings, series: [device({ form: 'mean', at, values: silent, limitWatts: null })] }
  expect(windowsEnergy(stopped, [long], batched).energy).toMatchObject({ refusal: { code: 'zero-power' } })
})

test('the interval has in it what the maker states, and nothing where nobody does', () => {
  const known = { state: 'known', joules: 1000, variance: 0, below: 10, above: 20, readings: 9 } as const
  expect(energyInterval(known, 10, { accuracy: null })).toEqual({ low: 990, high: 1020, confidence: 0.9 })
  expect(energyInterval(known, 10, { accuracy: { share: 0.01, watts: 5 } })).toEqual({
    low: 930,
    high: 1080,
    confidence: 0.9,
  })
  const { low, high } = energyInterval({ ...known, variance: 100 }, 10, { accuracy: null })
  expect([low, high]).toEqual([expect.closeTo(990 - 16.45, 1), expect.closeTo(1020 + 16.45, 1)])
})
