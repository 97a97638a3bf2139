import { describe, expect, test } from 'vitest'
import { throughputOf } from '../../src/metrics/throughput.ts'
import type { SampleColumns } from '../../src/samples/columns.ts'

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

  test('of no request is nothing', () => {
    expect(throughputOf(columnsOf([]), 1)).toMatchObject({
      tokensPerSecond: null,
      successRate: null,
      windowMs: null,
      tokensInterval: null,
    })
  })
})
