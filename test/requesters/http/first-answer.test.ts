import { expect, test } from 'vitest'
import { FirstAnswer } from '../../../src/requesters/http/first-answer.ts'
import { unsentExchange } from '../../../src/http/socket/exchange.ts'
import type { Exchange } from '../../../src/http/socket/client.ts'

function answered(body: string, headers: Readonly<Record<string, string>> = {}): Exchange {
  const none = unsentExchange(0, { class: 'reset', message: '' }, (text) => text)
  return { ...none, failure: null, body: Buffer.from(body), headers: new Map(Object.entries(headers)) }
}

test.for([
  ['', { 'x-litellm-version': '1.108.7', server: 'uvicorn' }, 'litellm 1.108.7'],
  ['', { server: 'uvicorn' }, null],
  ['data: {"id":"a","system_fingerprint":"0.32.2-0.32.0-Linux-6.1-x86_64","model":"m"}', {}, 'mlx-lm 0.32.2'],
  ['{"id": "a", "system_fingerprint": "0.32.2-0.32.0-macOS-15-arm64-applegpu"}', {}, 'mlx-lm 0.32.2'],
  ['{"system_fingerprint":"fp_44709d6fcb"}', {}, null],
  ['{"system_fingerprint":"b7123-de3ff81"}', { server: 'llama.cpp' }, 'llama.cpp'],
] as const)('an answer %s with %o is of %s', ([body, headers, server]) => {
  const first = new FirstAnswer()
  first.note(answered(body, headers))
  expect(first.server).toBe(server)
})

test('the first answer counts, and a failure is none', () => {
  const first = new FirstAnswer()
  first.note({ ...answered('', { server: 'gate' }), failure: { class: 'reset', message: '' } })
  expect(first).toMatchObject({ isKnown: false, server: null })
  first.note(answered('', { server: 'gate' }))
  first.note(answered('', { server: 'other' }))
  expect(first).toMatchObject({ isKnown: true, server: 'gate' })
})
