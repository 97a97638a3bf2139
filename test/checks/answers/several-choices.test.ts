import { expect, test } from 'vitest'
import { endpointHeader, soundAnswers } from '../../support/endpoint-samples.ts'
import { found, sound } from '../support/endpoint-checks.ts'

test('answers with more than one choice are told', () => {
  expect(found('several-choices', endpointHeader(), sound)).toBeUndefined()
  const two = soundAnswers(60, 200, (index) => (index < 3 ? { choices: 2 } : {}))
  expect(found('several-choices', endpointHeader(), two)).toMatchObject({
    status: 'warning',
    message: expect.stringMatching(/^3 of 60 answers had several choices, up to 2: .* \(n: 1\)/),
  })
})
