import { expect, test } from 'vitest'
import { costDegrees } from '../../../../src/matchers/claims/money/cost-degrees.ts'
import { subjectOf } from '../../../../src/runs/subject.ts'
import { seededRandom } from '../../../../src/stats/random.ts'
import { constructedRun, repeated } from '../../support/run-builder.ts'

const random = seededRandom(3)

function side(count: number) {
  const subject = subjectOf(constructedRun(Array.from({ length: count }, () => ({ latency: 10 + random() }))))
  if (subject === null) throw new Error('no run')
  return { subject, basis: 'tokens' } as const
}

test('the run with the fewest requests tells, and none has fewer than an interval takes', () => {
  expect(costDegrees([side(40)])?.()).toBe(39)
  expect(costDegrees([side(40), side(12)])?.()).toBeLessThan(12)
  expect(costDegrees([side(3)])?.()).toBe(4)
})

test('requests that come in long stretches are worth fewer', () => {
  const latencies = [...repeated(20, 10), ...repeated(20, 30)]
  const subject = subjectOf(constructedRun(latencies))
  expect(subject && costDegrees([{ subject, basis: 'electricity' }])?.()).toBeLessThan(20)
})

test('energy of a meter has the errors of the meter', () => {
  expect(costDegrees([{ ...side(5), basis: 'energy' }])).toBeUndefined()
})
