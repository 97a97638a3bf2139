import { expect, test } from 'vitest'
import { errorText } from '../../src/http/error-text.ts'

test.for([
  [{ error: 'busy' }, 'busy'],
  [{ error: { message: 'busy', code: 503 } }, 'busy'],
  [{ error: { code: 503 } }, '{"code":503}'],
  [{ object: 'error', message: 'busy' }, 'busy'],
  [{ type: 'error', message: { error: 'busy' } }, 'busy'],
  [{ detail: 'busy' }, 'busy'],
  [{ base_resp: { status_code: 1004, status_msg: 'login fail' } }, 'login fail'],
] as const)('%j speaks of an error', ([frame, words]) => {
  expect(errorText(frame)).toBe(words)
})

test.for([
  {},
  { error: null },
  { error: false },
  { error: '' },
  { error: 0 },
  { error: {} },
  { error: [] },
  { error: { message: '', type: '', param: '', code: null } },
  { base_resp: { status_code: 0, status_msg: '' } },
  { choices: [], detail: 'high' },
  null,
  'error',
])('%j does not', (frame) => {
  expect(errorText(frame)).toBeNull()
})
