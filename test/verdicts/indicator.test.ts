import { expect, test } from 'vitest'
import { quantileRanksEffective } from '../../src/stats/series/effective-size.ts'
import { type Indicator, indicatorOf, judgeIndicator } from '../../src/verdicts/indicator.ts'

test('the verdict is that of the ranks of a percentile, for every count and every effective size', () => {
  for (const effective of [400, 260, 133, 61]) {
    for (let bad = 0; bad <= 60; bad++) {
      const indicator: Indicator = { n: 400, bad, effective, autocorrelation: 0, tooCorrelated: false }
      const { low, high } = quantileRanksEffective(400, effective, 0.95, 0.9)
      const verdict = judgeIndicator(indicator, 0.95, 0.05)
      expect([bad, effective, verdict === 'pass']).toEqual([bad, effective, bad <= 400 - (high ?? 401)])
      expect([bad, effective, verdict === 'fail']).toEqual([bad, effective, bad >= 401 - (low ?? -1000)])
    }
  }
})

test('a constant or empty series counts as independent', () => {
  expect(indicatorOf(new Float64Array(50))).toMatchObject({ n: 50, bad: 0, effective: 50, tooCorrelated: false })
  expect(indicatorOf(new Float64Array())).toMatchObject({ n: 0, bad: 0, effective: 0 })
})
