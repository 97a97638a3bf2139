import { expect, test } from 'vitest'
import { endpointHeader } from '../../support/endpoint-samples.ts'
import { found, sound } from '../support/endpoint-checks.ts'
import type { RunHeader } from '../../../src/plan/header.ts'

function listed(value: boolean | null): RunHeader {
  const header = endpointHeader()
  return { ...header, facts: { ...header.facts, target: { ...header.facts.target, listed: value } } }
}

test('a model that answers although the list lacks it is said', () => {
  expect(found('unlisted-model', listed(false), sound)).toMatchObject({
    status: 'warning',
    protects: [],
    message: expect.stringContaining("the server's list of models has no "),
  })
  expect(found('unlisted-model', listed(true), sound)).toBeUndefined()
  expect(found('unlisted-model', listed(null), sound)).toBeUndefined()
})
