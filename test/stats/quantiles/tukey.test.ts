import { expect, test } from 'vitest'
import { outlierCounts } from '../../../src/stats/quantiles/tukey.ts'

test("Tukey's classes: counted on each side", () => {
  // Quartiles 3 and 9: fences -6, -15, 18, 27.
  const sorted = Float64Array.of(-16, -7, 2, 4, 5, 6, 7, 8, 10, 19, 28)
  expect(outlierCounts(sorted)).toEqual({ lowSevere: 1, lowMild: 1, highMild: 1, highSevere: 1 })
  expect(outlierCounts(Float64Array.of(1, 1, 1, 1, Number.POSITIVE_INFINITY)).highSevere).toBe(1)
})
