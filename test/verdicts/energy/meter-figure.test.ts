import { expect, test } from 'vitest'
import { studentQuantile } from '../../../src/stats/normal.ts'
import { judgeMeterAbove, judgeMeterBelow } from '../../../src/verdicts/energy/meter-figure.ts'

/** Of five executions whose standard error is 1. */
const reach = studentQuantile(0.95, 4)
const figure = { value: 10, interval: { low: 10 - reach, high: 10 + reach, confidence: 0.9 }, readings: 5 }

test('an interval of few executions is widened for a smaller alpha as Student does', () => {
  const alpha = 0.05 / 3
  const few = judgeMeterBelow({ ...figure, degrees: () => 4 }, 20, alpha)
  expect(few.interval?.high).toBeCloseTo(10 + studentQuantile(1 - alpha, 4), 10)
  expect(few.interval?.confidence).toBeCloseTo(1 - 2 * alpha, 10)
  const normal = judgeMeterBelow(figure, 20, alpha)
  expect(few.interval?.high).toBeGreaterThan(normal.interval?.high ?? 0)
  // Between the two: normal errors would settle it.
  const limit = ((few.interval?.high ?? 0) + (normal.interval?.high ?? 0)) / 2
  expect(judgeMeterBelow(figure, limit, alpha).verdict).toBe('pass')
  expect(judgeMeterBelow({ ...figure, degrees: () => 4 }, limit, alpha).verdict).toBe('inconclusive')
})

test('at the usual error rate it is as it was measured, and nothing asks for its degrees', () => {
  const degrees = (): number => {
    throw new Error('asked')
  }
  expect(judgeMeterAbove({ ...figure, degrees }, 5).interval).toEqual(figure.interval)
})
