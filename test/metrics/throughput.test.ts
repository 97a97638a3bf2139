import { describe, expect, test } from 'vitest'
import { throughputOf } from '../../src/metrics/throughput.ts'
import type { SampleColumns } from '../../src/samples/columns.ts'
import { seededRandom } from '../../src/stats/random.ts'

/** Requests given as [sent, end, output tokens, failed]. */
function columnsOf(rows: readonly (readonly [number, number, number, number])[]): SampleColumns {
  const column = (pick: (row: readonly [number, number, number, number]) => number): Float64Array =>
    Float64Array.from(rows, pick)
  return {
    intended: column(([sent]) => sent),
    sent: column(([sent]) => sent),
    first: column(([sent]) => sent),
    firstVisible: column(([sent]) => sent),
    end: column(([, end]) => end),
    inputTokens: column(() => 1),
    outputTokens: column(([, , tokens]) => tokens),
    cachedTokens: column(() => 0),
    cacheWriteTokens: column(() => Number.NaN),
    reasoningTokens: column(() => Number.NaN),
    hiddenTokens: column(() => 0),
    firstTokens: column(() => 1),
    failed: column(([, , , failed]) => failed),
    slot: column(() => 0),
  }
}

describe('throughput', () => {
  test('of the whole window', () => {
    const rates = throughputOf(
      columnsOf([
        [1000, 1500, 10, 0],
        [1500, 2000, 20, 0],
        [2000, 3000, 0, 1],
      ]),
      1,
    )
    expect(rates.windowMs).toBe(2000)
    expect(rates.tokensPerSecond).toBe(15)
    expect(rates.requestsPerSecond).toBe(1)
    expect(rates.successRate).toBeCloseTo(2 / 3, 12)
    expect(rates.steady).toBeNull()
    expect(rates.tokensInterval).toBeNull()
  })

  test('of the steady window leaves ramp-up and drain out', () => {
    // In flight: one from 0, two from 100 to 1100 (the last send), one more until 2100.
    const rates = throughputOf(
      columnsOf([
        [0, 1000, 100, 0],
        [100, 1100, 100, 0],
        [1000, 2000, 100, 0],
        [1100, 2100, 100, 0],
      ]),
      2,
    )
    expect(rates.steady?.windowMs).toBe(1000)
    // 900 ms of the first, all of the second, 100 ms of the third, none of the fourth.
    expect(rates.steady?.tokensPerSecond).toBeCloseTo(200, 9)
    expect(rates.tokensPerSecond).toBeCloseTo(400 / 2.1, 9)
  })

  test('an even stream of requests has a narrow interval round its rate', () => {
    const rows = Array.from({ length: 100 }, (_, i) => [i * 50, i * 50 + 50, 5, 0] as const)
    const { tokensInterval, tokensPerSecond } = throughputOf(columnsOf(rows), 1)
    expect(tokensPerSecond).toBe(100)
    expect(tokensInterval?.low).toBeCloseTo(100, 6)
    expect(tokensInterval?.high).toBeCloseTo(100, 6)
    expect(tokensInterval?.confidence).toBe(0.9)
  })

  /** Requests of a closed load whose i-th takes so long. */
  function closedLoad(clients: number, count: number, duration: (i: number) => number): SampleColumns {
    const free = Array.from({ length: clients }, (_, client) => (client * 100) / clients)
    const rows = Array.from({ length: count }, (_, i) => {
      const client = free.indexOf(Math.min(...free))
      const sent = free[client] as number
      free[client] = sent + duration(i)
      return [sent, sent + duration(i), 50, 0] as const
    })
    return columnsOf(rows)
  }

  test.each([1, 2, 10, 20, 50, 200])('the default plan is long enough for an interval: %d clients', (clients) => {
    const random = seededRandom(clients)
    const durations = Array.from({ length: 14 * clients + 200 }, () => 70 + 60 * random())
    const load = (count: number): SampleColumns => closedLoad(clients, count, (i) => durations[i] as number)
    expect(throughputOf(load(Math.max(200, 14 * clients)), clients)).toMatchObject({
      tokensInterval: { confidence: 0.9 },
      tokensNeeded: null,
    })
    const short = throughputOf(load(5 * clients), clients)
    expect(short.tokensInterval).toBeNull()
    const needed = short.tokensNeeded ?? 0
    expect(needed).toBeGreaterThan(5 * clients)
    expect(needed).toBeLessThanOrEqual(14 * clients)
    expect(throughputOf(load(needed), clients).tokensInterval).not.toBeNull()
  })

  test('a rate that falls over the window has no one value', () => {
    const random = seededRandom(3)
    const noise = Array.from({ length: 200 }, () => 20 * random())
    const falling = closedLoad(1, 200, (i) => 100 * (1 + i / 400) + (noise[i] as number))
    expect(throughputOf(falling, 1)).toMatchObject({ tokensDoubt: 'trend', tokensInterval: { confidence: 0.9 } })
    const steady = closedLoad(4, 200, (i) => 100 + (noise[i] as number))
    expect(throughputOf(steady, 4)).toMatchObject({ tokensDoubt: null, tokensEffectiveN: 200 })
  })

  test('kinds of requests that take turns are no trend, whatever batches say', () => {
    // Eleven kinds, ten requests in a batch: each batch has the next kind twice.
    const turns = throughputOf(
      closedLoad(1, 200, (i) => 40 + (i % 11)),
      1,
    )
    expect(turns).toMatchObject({ tokensDoubt: null })
  })

  test('requests that come in long waves are too alike', () => {
    const random = seededRandom(6)
    const durations = Array.from({ length: 400 }, () => 3 * random())
    const waves = closedLoad(1, 400, (i) => (Math.floor(i / 20) % 2 === 0 ? 80 : 120) + (durations[i] as number))
    expect(throughputOf(waves, 1)).toMatchObject({ tokensDoubt: 'correlated' })
  })

  test('of an open load the schedule makes the rate: only batches are looked at', () => {
    const random = seededRandom(2)
    const rows = Array.from({ length: 200 }, (_, i) => [i * 50, i * 50 + 40 + 200 * random(), 5, 0] as const)
    const { tokensInterval, tokensEffectiveN } = throughputOf(columnsOf(rows), 0)
    expect(tokensInterval).not.toBeNull()
    expect(tokensEffectiveN).toBeNull()
  })

  test('where nobody counted tokens there is no interval, and none is needed', () => {
    const rows = Array.from({ length: 5 }, (_, i) => [i * 50, i * 50 + 50, 0, 0] as const)
    expect(throughputOf(columnsOf(rows), 1)).toMatchObject({ tokensInterval: null, tokensNeeded: null })
  })

  test('of no request is nothing', () => {
    expect(throughputOf(columnsOf([]), 1)).toMatchObject({
      tokensPerSecond: null,
      successRate: null,
      windowMs: null,
      tokensInterval: null,
    })
  })
})
