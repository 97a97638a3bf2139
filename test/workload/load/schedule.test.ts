import { describe, expect, test } from 'vitest'
import { burst, dealSchedule, plannedRate, ramp, rate, type Schedule, scheduleOf } from '../../../src/workload/load.ts'

const seeds = [1, 2, 3]

function wanted(over: Partial<Parameters<typeof scheduleOf>[1]>): Parameters<typeof scheduleOf>[1] {
  return { requests: null, durationMs: null, seed: 1, root: '/', ...over }
}

/** Variance over mean of the counts in equal windows: 1 for a Poisson process. */
function dispersion(at: Float64Array, windowMs: number, windows: number): number {
  const counts = new Float64Array(windows)
  for (const moment of at) {
    const window = Math.floor(moment / windowMs)
    if (window < windows) counts[window] = (counts[window] ?? 0) + 1
  }
  const mean = counts.reduce((sum, count) => sum + count, 0) / windows
  return counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (windows - 1) / mean
}

function gaps(at: Float64Array): Float64Array {
  return Float64Array.from({ length: at.length - 1 }, (_, i) => (at[i + 1] as number) - (at[i] as number))
}

/** CV² of the gaps. */
function variation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  return variance / mean ** 2
}

function union(parts: readonly Schedule[]): Float64Array {
  return Float64Array.from(parts.flatMap(({ at }) => [...at])).toSorted()
}

describe.for(seeds)('with seed %i', (seed) => {
  test('counts of a Poisson schedule vary as a Poisson process does, on 1, 2 and 4 hosts together', () => {
    const schedule = scheduleOf(rate(10), wanted({ durationMs: 2_000_000, seed }))
    for (const hosts of [1, 2, 4]) {
      const together = union(dealSchedule(schedule, hosts))
      expect(together).toEqual(schedule.at)
      expect(Math.abs(dispersion(together, 1000, 2000) - 1)).toBeLessThan(0.1)
    }
  })

  test.for([0.25, 0.5, 1, 4])(
    'gamma gaps of burstiness %d have CV² = 1 / burstiness and the mean asked for',
    (burstiness) => {
      const { at } = scheduleOf(rate(10, { arrivals: 'gamma', burstiness }), wanted({ requests: 200_000, seed }))
      expect(variation(gaps(at)) * burstiness).toBeCloseTo(1, 1)
      const mean = gaps(at).reduce((sum, gap) => sum + gap, 0) / (at.length - 1)
      // Four standard errors of the mean.
      expect(Math.abs(mean / 100 - 1)).toBeLessThan(4 * Math.sqrt(1 / burstiness / at.length))
    },
  )

  test('the third moment of gamma gaps is that of the distribution too', () => {
    const { at } = scheduleOf(rate(10, { arrivals: 'gamma', burstiness: 4 }), wanted({ requests: 200_000, seed }))
    const values = gaps(at)
    const mean = values.reduce((sum, gap) => sum + gap, 0) / values.length
    const central = (power: number): number =>
      values.reduce((sum, gap) => sum + (gap - mean) ** power, 0) / values.length
    // Skewness of a gamma distribution: 2 / sqrt(shape).
    expect(central(3) / central(2) ** 1.5).toBeCloseTo(1, 1)
  })

  test('a Poisson schedule keeps its mean rate within 1 %', () => {
    const schedule = scheduleOf(rate(25), wanted({ requests: 200_000, seed }))
    expect(schedule.at).toHaveLength(200_000)
    expect(Math.abs((plannedRate(rate(25), schedule) ?? 0) / 25 - 1)).toBeLessThan(0.01)
  })

  test.for([
    [1, 20],
    [20, 1],
    [0, 10],
    [10, 0],
    [10, 10],
  ] as const)('a ramp from %d to %d has the count under its line, in each part of it', ([from, to]) => {
    const durationMs = 10_000_000
    const { at } = scheduleOf(ramp(from, to, durationMs), wanted({ seed }))
    const expected = (share: number): number => (durationMs / 1000) * (from * share + ((to - from) * share * share) / 2)
    for (const share of [0.25, 0.5, 0.75, 1]) {
      const count = at.filter((moment) => moment < share * durationMs).length
      // Four standard deviations of a Poisson count.
      expect(Math.abs(count - expected(share))).toBeLessThan(4 * Math.sqrt(expected(share)))
    }
    expect(at.at(-1)).toBeLessThan(durationMs)
  })
})

test('constant gaps are exact, from 0 on', () => {
  const { at } = scheduleOf(rate(8, { arrivals: 'constant' }), wanted({ requests: 1001 }))
  expect([...at].every((moment, i) => moment === i * 125)).toBe(true)
  expect(at).toHaveLength(1001)
})

test('a constant ramp begins at 0 and holds the whole count', () => {
  const { at } = scheduleOf(ramp(0, 10, 10_000, { arrivals: 'constant' }), wanted({}))
  expect(at).toHaveLength(50)
  expect(at[0]).toBe(0)
  // 12.5 requests are expected in the first half of a ramp from 0.
  expect(at.filter((moment) => moment < 5000)).toHaveLength(13)
})

test('the same seed gives the same moments and another seed others', () => {
  const of = (seed: number): Schedule => scheduleOf(rate(10), wanted({ requests: 100, seed }))
  expect(of(7)).toEqual(of(7))
  expect(of(8)).not.toEqual(of(7))
})

test('moments ascend and stay below the duration, or stop at the number of requests', () => {
  const { at } = scheduleOf(rate(100), wanted({ durationMs: 5000, requests: 100_000 }))
  expect([...at]).toEqual([...at].toSorted((a, b) => a - b))
  expect(at.at(-1)).toBeLessThan(5000)
  expect(scheduleOf(rate(100), wanted({ durationMs: 5000, requests: 10 })).at).toHaveLength(10)
})

test('a burst is one moment and has no rate', () => {
  const schedule = scheduleOf(burst(5), wanted({}))
  expect([...schedule.at]).toEqual([0, 0, 0, 0, 0])
  expect(plannedRate(burst(5), schedule)).toBeNull()
  expect(scheduleOf(burst(5), wanted({ requests: 3 })).at).toHaveLength(3)
})

test('the planned rate is that of the moments themselves', () => {
  const schedule = scheduleOf(rate(4, { arrivals: 'constant' }), wanted({ requests: 9 }))
  expect(plannedRate(rate(4), schedule)).toBe(4)
  expect(plannedRate(rate(4), scheduleOf(rate(4), wanted({ requests: 1 })))).toBeNull()
})

test('a rate without an end and a schedule beyond all memory are refused', () => {
  expect(() => scheduleOf(rate(10), wanted({}))).toThrow(
    'rate(10): a load without an end is not allowed here; give the bench a number of requests or a duration',
  )
  expect(() => scheduleOf(rate(100_000, { arrivals: 'constant' }), wanted({ durationMs: 100_000_000 }))).toThrow(
    'rate(…): a load of more than 5,000,000 requests is not allowed here; give it a lower rate',
  )
})

test('every part of a dealt schedule knows where its requests stood', () => {
  const schedule: Schedule = {
    at: Float64Array.of(0, 1, 2, 3, 4),
    inputTokens: Int32Array.of(10, 11, 12, 13, 14),
    outputTokens: null,
  }
  expect(dealSchedule(schedule, 2)).toEqual([
    {
      at: Float64Array.of(0, 2, 4),
      inputTokens: Int32Array.of(10, 12, 14),
      outputTokens: null,
      indices: Int32Array.of(0, 2, 4),
    },
    { at: Float64Array.of(1, 3), inputTokens: Int32Array.of(11, 13), outputTokens: null, indices: Int32Array.of(1, 3) },
  ])
  expect(dealSchedule(schedule, 7).map(({ at }) => at.length)).toEqual([1, 1, 1, 1, 1, 0, 0])
  expect(() => dealSchedule(schedule, 0)).toThrow('dealSchedule(schedule, hosts): 0 is not allowed here')
})
