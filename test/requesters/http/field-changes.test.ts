import { expect, test } from 'vitest'
import { fieldsWayOut, mended } from '../../../src/requesters/http/field-changes.ts'
import type { RefusedField } from '../../../src/http/refusal/refused-fields.ts'

const refused = (name: string, instead: string | null = null): RefusedField[] => [{ name, instead }]
const none = new Set<string>()

test('what decides no work is left out, and what does never is', () => {
  for (const name of ['temperature', 'seed', 'stream_options'])
    expect(mended(refused(name), {}, [], none)).toEqual([{ name, sentAs: null }])
  for (const name of ['ignore_eos', 'min_tokens', 'stream', 'model', 'messages', 'response_format'])
    expect(mended(refused(name), {}, [], none)).toEqual([])
})

test('the limit of an answer is renamed: as the server says, else to its other name, and never left out', () => {
  const tried = new Set(['max_tokens'])
  expect(mended(refused('max_tokens', 'max_output_tokens'), {}, [], tried)).toEqual([
    { name: 'max_tokens', sentAs: 'max_output_tokens' },
  ])
  const renamed = [{ name: 'max_tokens', sentAs: 'max_completion_tokens' }]
  expect(mended(refused('max_tokens'), {}, [], tried)).toEqual(renamed)
  // A word that names no limit is not believed.
  expect(mended(refused('max_tokens', 'temperature'), {}, [], tried)).toEqual(renamed)
  const now = { max_tokens: 'max_completion_tokens' }
  expect(mended(refused('max_completion_tokens'), now, [], new Set(['max_completion_tokens']))).toEqual([
    { name: 'max_tokens', sentAs: 'max_tokens' },
  ])
  expect(mended(refused('max_completion_tokens'), now, [], new Set(['max_tokens', 'max_completion_tokens']))).toEqual(
    [],
  )
})

test('a field that the bench decided on stays as it is', () => {
  expect(mended(refused('temperature'), {}, ['temperature'], none)).toEqual([])
  expect(mended(refused('random_seed'), { seed: 'random_seed' }, ['seed'], none)).toEqual([])
  expect(mended(refused('random_seed'), { seed: 'random_seed' }, [], none)).toEqual([{ name: 'seed', sentAs: null }])
})

test('the way out names the option, and the field by our name for it', () => {
  expect(fieldsWayOut([], {})).toBe(null)
  expect(fieldsWayOut(refused('random_seed'), { seed: 'random_seed' })).toBe(
    'leave it out: endpoint({ fields: { seed: false } })',
  )
  expect(fieldsWayOut(refused('max_tokens'), {})).toContain("endpoint({ fields: { max_tokens: '…' } })")
  expect(fieldsWayOut(refused('tools', 'functions'), {})).toContain("endpoint({ fields: { tools: 'functions' } })")
  expect(fieldsWayOut(refused('min_tokens'), {})).toContain('ask without minTokens')
  expect(fieldsWayOut(refused('stream'), {})).toBe('ask with stream: false')
  expect(fieldsWayOut(refused('messages', 'input'), {})).toContain('endpoint({ fields: { messages:')
})
