import { expect, test } from 'vitest'
import { endpointHeader, soundAnswers } from '../../support/endpoint-samples.ts'
import { found, sound, tripped } from '../support/endpoint-checks.ts'

test('answers that nothing ended are counted, with the way out', () => {
  const silent = soundAnswers(60, 200, (index) => (index % 20 === 7 ? { unended: true } : {}))
  expect(tripped(endpointHeader(), silent)).toEqual({ unended: 'warning' })
  expect(found('unended', endpointHeader(), silent)?.message).toMatch(
    /^3 of 60 answers gave a finish reason and then neither \[DONE\] nor the end of the body.*timeout\.stall$/,
  )
  expect(found('unended', endpointHeader(), sound)).toBeUndefined()
})
