import { expect, test } from 'vitest'
import type { FieldRecord } from '../../../src/record/target.ts'
import type { RunHeader } from '../../../src/plan/header.ts'
import { endpointHeader } from '../../support/endpoint-samples.ts'
import { found, sound } from '../support/endpoint-checks.ts'

function headerWith(...fields: FieldRecord[]): RunHeader {
  const header = endpointHeader()
  return { ...header, facts: { ...header.facts, target: { ...header.facts.target, fields } } }
}

const temperature: FieldRecord = { name: 'temperature', sentAs: null, because: 'refused' }
const limit: FieldRecord = { name: 'max_tokens', sentAs: 'max_completion_tokens', because: 'refused' }

test('a refused field that decides what is generated is a warning, another is said', () => {
  const check = found('request-fields', headerWith(limit, temperature), sound)
  expect(check?.status).toBe('warning')
  expect(check?.message).toMatchInlineSnapshot(
    `"the server refuses fields of the requests: max_tokens is sent as max_completion_tokens, temperature is left out; answers are sampled by the server's own temperature: say that this is meant with the endpoint's option fields: { temperature: false }"`,
  )
  expect(found('request-fields', headerWith(limit), sound)?.status).toBe('ok')
  expect(found('request-fields', headerWith({ ...temperature, because: 'option' }), sound)).toBeUndefined()
  expect(found('request-fields', headerWith(), sound)).toBeUndefined()
})

test('answers without a limit end early for nobody', () => {
  const long = { ...endpointHeader().workload, maxTokens: 1000 }
  const asked = { ...endpointHeader(), workload: long }
  const without = headerWith({ name: 'max_tokens', sentAs: null, because: 'option' })
  expect(found('early-stop', { ...without, workload: long }, sound)).toBeUndefined()
  expect(found('early-stop', asked, sound)).toBeDefined()
})
