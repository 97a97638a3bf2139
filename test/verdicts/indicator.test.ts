import { expect, test } from 'vitest'
import { type Indicator, indicatorOf, judgeIndicator, marginsOf } from '../../src/verdicts/indicator.ts'

test('verdict and margins agree for every count and every effective size', () => {
  for (const effective of [400, 260, 133, 61]) {
    for (let bad = 0; bad <= 60; bad++) {
      const indicator: Indicator = { n: 400, bad, effective, autocorrelation: 0, tooCorrelated: false }
      const { most, fewest } = marginsOf(indicator, 0.95, 0.05)
      const verdict = judgeIndicator(indicator, 0.95, 0.05)
      expect([bad, effective, verdict === 'pass']).toEqual([bad, effective, bad <= (most ?? -1)])
      expect([bad, effective, verdict === 'fail']).toEqual([bad, effective, bad >= (fewest ?? 1000)])
    }
  }
})

test('a constant or empty series counts as independent', () => {
  expect(indicatorOf(new Float64Array(50))).toMatchObject({ n: 50, bad: 0, effective: 50, tooCorrelated: false })
  expect(indicatorOf(new Float64Array())).toMatchObject({ n: 0, bad: 0, effective: 0 })
})
