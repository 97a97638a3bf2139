import { expect, test } from 'vitest'
import { endpointHeader, soundAnswers } from '../../support/endpoint-samples.ts'
import { found, sound, tripped } from '../support/endpoint-checks.ts'

test('answers without a stream are said to have no first token', () => {
  const whole = { first: null, firstChunk: null, firstVisible: null, chunkTimes: [] }
  const all = soundAnswers(60, 200, () => whole)
  expect(tripped(endpointHeader(), all)).toEqual({})
  expect(found('not-streamed', endpointHeader(), all)?.message).toContain('no time to first token')
  const some = soundAnswers(60, 200, (index) => (index % 6 === 0 ? whole : {}))
  expect(tripped(endpointHeader(), some)).toEqual({ 'not-streamed': 'warning' })
  expect(found('not-streamed', endpointHeader(), sound)).toBeUndefined()
})
