import { expect, test } from 'vitest'
import { endpointHeader, soundAnswers } from '../../support/endpoint-samples.ts'
import { found, sound, tripped } from '../support/endpoint-checks.ts'

test('counts that cannot be are said, with the first of them', () => {
  const odd = soundAnswers(60, 200, (index, { tokens }) =>
    index < 4 ? { tokens: { ...tokens, input: null, nonsense: 'prompt_tokens -366' } } : {},
  )
  expect(tripped(endpointHeader(), odd)).toMatchObject({ 'token-nonsense': 'warning' })
  expect(found('token-nonsense', endpointHeader(), odd)?.message).toMatch(
    /^4 of 60 answers came with a token count that cannot be \(prompt_tokens -366\)/,
  )
  expect(found('token-nonsense', endpointHeader(), sound)).toBeUndefined()
})
