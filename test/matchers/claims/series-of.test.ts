import { expect, test } from 'vitest'
import { seriesOf } from '../../../src/matchers/claims/series-of.ts'
import { subjectOf } from '../../../src/runs/subject.ts'
import { constructedRun } from '../support/run-builder.ts'

const run = constructedRun([
  { latency: 40, ttft: 4 },
  { latency: 1, failed: true },
  { latency: 60, ttft: null },
  { latency: 80, ttft: 8 },
  { latency: 90, ttft: 9 },
])

test('failed requests stand in the adjusted series where they happened', () => {
  const subject = subjectOf(run)
  if (subject === null) throw new Error('the run is none')
  expect([...seriesOf(subject, 'latency', 'm')]).toEqual([40, Number.POSITIVE_INFINITY, 60, 80, 90])
  expect([...seriesOf(subject, 'ttft', 'm')]).toEqual([4, Number.POSITIVE_INFINITY, 8, 9])
  expect([...seriesOf(subject, 'decodeSpeed', 'm')][1]).toBe(0)
})
