import { expect, test } from 'vitest'
import { endpointHeader, failedRequest, soundAnswers } from '../../support/endpoint-samples.ts'
import { found, sound, tripped } from '../support/endpoint-checks.ts'

test('answers that a filter ended are counted, those with text and those without', () => {
  const filtered = [
    ...soundAnswers(59, 200, (index) => (index < 2 ? { finish: 'content-filter' } : {})),
    failedRequest(59 * 200, 'content-filter', 'a filter left nothing of the answer'),
  ]
  expect(tripped(endpointHeader(), filtered)).toMatchObject({ 'content-filter': 'warning', failures: 'warning' })
  expect(found('content-filter', endpointHeader(), filtered)?.message).toMatch(
    /^a content filter ended 3 of 60 answers: 2 with text, which count as complete, 1 without, which failed/,
  )
  expect(found('content-filter', endpointHeader(), sound)).toBeUndefined()
})
