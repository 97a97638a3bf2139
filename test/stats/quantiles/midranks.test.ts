import { expect, test } from 'vitest'
import { midranks } from '../../../src/stats/quantiles/midranks.ts'

test('ties share their ranks', () => {
  expect([...midranks(Float64Array.of(30, 10, 20, 10))]).toEqual([4, 1.5, 3, 1.5])
})
