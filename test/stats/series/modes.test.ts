import { describe, expect, test } from 'vitest'
import { modesOf } from '../../../src/stats/series/modes.ts'
import { seededNormal } from '../draws.ts'

describe('modes', () => {
  test('two humps are found where they are, one hump is one', () => {
    const normal = seededNormal(6)
    const two = Float64Array.from({ length: 400 }, (_, i) => normal() + (i % 4 === 0 ? 8 : 0)).toSorted()
    const [low, high, ...more] = modesOf(two)
    expect(low).toBeCloseTo(0, 0)
    expect(Math.abs((high ?? 0) - 8)).toBeLessThan(1)
    expect(more).toEqual([])
    let wrong = 0
    for (let trial = 0; trial < 200; trial++) {
      const draw = trial % 2 === 0 ? normal : (): number => Math.exp(normal())
      if (modesOf(Float64Array.from({ length: 200 }, draw).toSorted()).length !== 1) wrong++
    }
    expect(wrong).toBeLessThanOrEqual(4)
  })

  test('few or equal values have one, none has none', () => {
    expect(modesOf(Float64Array.of(1, 1, 9, 9))).toEqual([5])
    expect(modesOf(new Float64Array(200).fill(3))).toEqual([3])
    expect(modesOf(new Float64Array())).toEqual([])
  })
})
