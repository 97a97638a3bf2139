import type { DeviceSeries, MeterTerms } from '../../../../../src/machine/meters/energy/contract/series.ts'
import { unwrapped } from '../../../../../src/machine/meters/energy/contract/unwrapped.ts'
import { seededRandom } from '../../../../../src/stats/random.ts'
import type { PowerCurve } from './power-curve.ts'

/** How a meter sees a power: what it would have told of it. */
export interface MeterModel {
  readonly name: string
  /** Milliseconds between its readings. */
  readonly everyMs: number
  readonly terms: MeterTerms
  /** Shortest and longest window that is tried, in milliseconds. */
  readonly windowMs: readonly [number, number]
  see(curve: PowerCurve, lengthMs: number, seed: number): DeviceSeries
}

const series = (form: DeviceSeries['form'], limitWatts: number | null): SeriesParts => ({
  device: 'device',
  form,
  at: [],
  values: [],
  limitWatts,
  activity: null,
})

interface SeriesParts extends DeviceSeries {
  readonly at: number[]
  readonly values: number[]
}

/** Moments of readings that are a little late, each. */
function moments(everyMs: number, lengthMs: number, random: () => number, jitterMs: number): number[] {
  const phase = everyMs * random()
  return Array.from(
    { length: Math.floor((lengthMs - phase) / everyMs) },
    (_, index) => phase + index * everyMs + jitterMs * random(),
  )
}

const terms = (changes: Partial<MeterTerms>): MeterTerms => ({
  maxGapMs: 3000,
  minWindowMs: 1000,
  lagMs: 0,
  batched: false,
  accuracy: null,
  ...changes,
})

/** nvidia-smi: the mean of the last 25 ms, every 100 ms, wrong by as much as NVIDIA says at most. */
export const nvidiaModel: MeterModel = {
  name: 'nvidia-smi',
  everyMs: 100,
  terms: terms({ maxGapMs: 1000, minWindowMs: 2000, lagMs: 100, accuracy: { share: 0, watts: 5 } }),
  windowMs: [2000, 60_000],
  see(curve, lengthMs, seed) {
    const random = seededRandom(seed * 3 + 2)
    const offset = 10 * random() - 5
    const seen = series('instant', curve.limitWatts)
    for (const at of moments(100, lengthMs, random, 8)) {
      const from = Math.max(0, at - 25)
      if (at <= from) continue
      seen.at.push(at)
      const mean = (curve.joules(at) - curve.joules(from)) / ((at - from) / 1000)
      seen.values.push(Math.max(0.01, Math.round((mean + offset) * 100) / 100))
    }
    return seen
  },
}

/** Watts at moments that are about so many milliseconds apart. */
function readEvery(everyMs: number): MeterModel['see'] {
  return (curve, lengthMs, seed) => {
    const random = seededRandom(seed * 3 + 2)
    const seen = series('instant', null)
    for (const at of moments(everyMs, lengthMs, random, 20)) {
      seen.at.push(at)
      seen.values.push(curve.watts(at))
    }
    return seen
  }
}

/** A power that is read at moments, of which nobody says how well or how much there can be: a wall meter. */
export const wallModel: MeterModel = {
  name: 'custom, watts',
  everyMs: 500,
  terms: terms({ minWindowMs: 5000, lagMs: 500 }),
  windowMs: [5000, 120_000],
  see: readEvery(500),
}

/** A battery whose power is read every second. */
export const batteryModel: MeterModel = {
  ...wallModel,
  name: 'battery',
  everyMs: 1000,
  terms: terms({ maxGapMs: 10_000, minWindowMs: 60_000 }),
  windowMs: [60_000, 200_000],
  see: readEvery(1000),
}

const apple = terms({ minWindowMs: 20_000, lagMs: 100, batched: true })

/** macmon and powermetrics: mean watts every half a second. */
export const railsModel: MeterModel = {
  name: 'rails of a chip',
  everyMs: 500,
  terms: apple,
  windowMs: [20_000, 90_000],
  see(curve, lengthMs, seed) {
    const random = seededRandom(seed * 3 + 2)
    const seen = series('mean', null)
    let last = 0
    for (const moment of moments(500, lengthMs, random, 5)) {
      seen.at.push(moment + 20 * random())
      seen.values.push((curve.joules(moment) - curve.joules(last)) / ((moment - last) / 1000))
      last = moment
    }
    return seen
  },
}

/** The same rails where the counters come in batches: nothing for two seconds, then all of it. */
export const batchedModel: MeterModel = {
  name: 'rails in batches',
  everyMs: 500,
  terms: apple,
  windowMs: [20_000, 90_000],
  see(curve, lengthMs, seed) {
    const random = seededRandom(seed * 3 + 2)
    const seen = series('mean', null)
    let told = 0
    let next = 2000 * random()
    let last = 0
    for (const moment of moments(500, lengthMs, random, 5)) {
      let joules = 0
      while (next <= moment) {
        joules += curve.joules(next) - curve.joules(told)
        told = next
        next += 2030 + 200 * random()
      }
      seen.at.push(moment)
      seen.values.push(joules / ((moment - last) / 1000))
      last = moment
    }
    return seen
  },
}

/** A counter that is updated at times and read at others, and begins anew at a range. */
function counterModel(
  name: string,
  { everyMs, updateMs, rangeJoules }: { everyMs: number; updateMs: number; rangeJoules: number | null },
  contract: MeterTerms,
): MeterModel {
  return {
    name,
    everyMs,
    terms: contract,
    windowMs: [contract.minWindowMs, 60_000],
    see(curve, lengthMs, seed) {
      const random = seededRandom(seed * 3 + 2)
      const seen = series('counter', curve.limitWatts)
      const start = 1e4 * random()
      const phase = updateMs * random()
      for (const at of moments(everyMs, lengthMs, random, 5)) {
        seen.at.push(at)
        const updated = Math.max(0, Math.floor((at - phase) / updateMs) * updateMs + phase)
        const joules = start + curve.joules(Math.min(updated, at))
        seen.values.push(rangeJoules === null ? joules : joules % rangeJoules)
      }
      return { ...seen, values: unwrapped(seen.values, rangeJoules) }
    },
  }
}

export const raplModel: MeterModel = counterModel(
  'rapl',
  { everyMs: 200, updateMs: 1, rangeJoules: 900 },
  terms({ lagMs: 1 }),
)

export const nvmlModel: MeterModel = counterModel(
  'nvml',
  { everyMs: 200, updateMs: 100, rangeJoules: null },
  terms({ maxGapMs: 1000, minWindowMs: 2000, lagMs: 100 }),
)

export const wallCounterModel: MeterModel = counterModel(
  'custom, joules',
  { everyMs: 500, updateMs: 500, rangeJoules: null },
  terms({ minWindowMs: 5000, lagMs: 500 }),
)
