import { expect, test } from 'vitest'
import { emptyLoad } from '../../src/record/load.ts'
import { usualMetric, usualMetricWords } from '../../src/verdicts/usual-metric.ts'

test('the usual metric is latency, of an open load response, which is said', () => {
  expect(usualMetric({ load: emptyLoad })).toBe('latency')
  expect(usualMetricWords({ load: emptyLoad }, '--of latency')).toEqual([])
  const open = { load: { ...emptyLoad, kind: 'open' } } as const
  expect(usualMetric(open)).toBe('response')
  expect(usualMetricWords(open, '--of latency')).toEqual([expect.stringContaining('--of latency leaves waits out')])
})
