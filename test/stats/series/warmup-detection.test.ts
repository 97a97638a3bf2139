import { describe, expect, test } from 'vitest'
import { warmupLength } from '../../../src/stats/series/warmup-detection.ts'
import { seededNormal } from '../draws.ts'

describe('warm-up', () => {
  test('ends where a slow start ends, and is nothing without one', () => {
    const normal = seededNormal(7)
    const slow = Float64Array.from({ length: 300 }, (_, i) => 100 + normal() + (i < 20 ? 50 : 0))
    expect(warmupLength(slow)).toBe(20)
    expect(warmupLength(new Float64Array(100).fill(1))).toBe(0)
  })

  test('a series that never settles, and a short one, have none that can be told', () => {
    expect(warmupLength(Float64Array.from({ length: 200 }, (_, i) => (i < 150 ? i : 300)))).toBeNull()
    expect(warmupLength(new Float64Array(49))).toBeNull()
  })
})
