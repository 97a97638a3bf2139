import { expect, test } from 'vitest'
import type { RunHeader } from '../../../src/plan/header.ts'
import { openHeader, soundAnswers } from '../../support/endpoint-samples.ts'
import { found } from '../support/endpoint-checks.ts'

test('traffic that changes on purpose does not drift', () => {
  const rising = soundAnswers(60, 200, (index, { end }) => ({ end: end + index * 4 }))
  const header = openHeader(5)
  expect(found('drift', header, rising)?.message).toContain('lower the rate')
  const ramp = { ...header, plan: { ...header.plan, load: { ...header.plan.load, name: 'ramp' } } } as RunHeader
  expect(found('drift', ramp, rising)).toBeUndefined()
})
