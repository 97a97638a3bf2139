import { expect, test } from 'vitest'
import { warmUp } from '../../../src/checks/series/warm-up.ts'
import { autoregressive, seededNormal } from '../../stats/draws.ts'
import { checkLatencies } from '../support/latency-checks.ts'

/** Latencies about 40 ms with a variation of 5 %, the first ones slower by half, falling off. */
function latencies(seed: number, slower: number, n = 100): number[] {
  const normal = seededNormal(seed)
  return Array.from({ length: n }, (_, i) => 40 * (1 + slower * Math.exp(-i / 6)) * (1 + 0.05 * normal()))
}

test('a slow start is a warning with the warm-up it would take', () => {
  const found = checkLatencies(warmUp, latencies(1, 0.5))
  expect(found).toMatchObject({ id: 'warm-up', status: 'warning' })
  const [, first, slow, fast, warmup] =
    /^the first (\d+) requests were slower \(median ([\d.]+) ms, then ([\d.]+) ms\): raise warmup to (\d+)$/u.exec(
      found?.message ?? '',
    ) ?? []
  expect(Number(first)).toBeGreaterThanOrEqual(5)
  expect(Number(first)).toBeLessThanOrEqual(40)
  expect(Number(slow)).toBeGreaterThan(Number(fast))
  // Two requests were made before them already.
  expect(Number(warmup)).toBe(Number(first) + 2)
})

test('an even run, and one that starts quicker, are in order', () => {
  expect(
    checkLatencies(
      warmUp,
      Array.from({ length: 100 }, () => 40),
    )?.status,
  ).toBe('ok')
  expect(checkLatencies(warmUp, latencies(2, -0.5, 200))?.status).toBe('ok')
})

test('fewer than 50 requests tell nothing, nor does a run that never settles', () => {
  expect(checkLatencies(warmUp, latencies(3, 0.5, 49))).toBeNull()
  expect(
    checkLatencies(
      warmUp,
      Array.from({ length: 100 }, (_, i) => 200 - i),
    ),
  ).toBeNull()
})

test('it finds most slow starts and hardly ever one that is not there', () => {
  const warned = (slower: number): number =>
    Array.from({ length: 100 }, (_, seed) => checkLatencies(warmUp, latencies(seed + 10, slower, 60))).filter(
      (found) => found?.status === 'warning',
    ).length
  expect(warned(0.5)).toBeGreaterThanOrEqual(80)
  expect(warned(0)).toBe(0)
  const normal = seededNormal(4)
  const waves = Array.from({ length: 100 }, () =>
    checkLatencies(
      warmUp,
      autoregressive(60, 0.5, normal).map((value) => 40 + 2 * value),
    ),
  )
  expect(waves.filter((found) => found?.status === 'warning').length).toBeLessThanOrEqual(7)
})
