import * as v from 'valibot'
import { expect, test } from 'vitest'
import { text } from '../../src/option-check/kinds.ts'
import { secret } from '../../src/option-check/secret.ts'
import { refusalOf } from './messages.ts'

const hidden = 'hunter2'

const schema = v.strictObject({
  apiKey: v.optional(secret(text)),
  headers: v.optional(secret(v.record(v.string(), v.string()))),
  tls: secret(v.optional(v.strictObject({ key: text, cert: text }))),
  either: v.optional(secret(v.union([v.number(), v.picklist(['a', 'b'])]))),
  note: v.optional(v.string()),
  url: v.optional(v.pipe(v.string(), v.regex(/^http:/), v.description('an address'))),
})

test.for([
  [{ apiKey: { hidden } }, 'call({ apiKey }): what was given is not allowed here; give a text that is not empty'],
  [{ apiKey: 5 }, 'call({ apiKey }): what was given is not allowed here; give a text that is not empty'],
  [{ headers: [hidden, 5] }, 'call({ headers.1 }): what was given is not allowed here; give a text'],
  [{ headers: { 'x-key': { hidden } } }, 'call({ headers.x-key }): what was given is not allowed here; give a text'],
  [
    { tls: { key: { hidden }, cert: 'a' } },
    'call({ tls.key }): what was given is not allowed here; give a text that is not empty',
  ],
  [{ tls: hidden }, 'call({ tls }): what was given is not allowed here; give { key, cert }'],
  [{ either: hidden }, 'call({ either }): what was given is not allowed here; give a number, "a" or "b"'],
  // What is told by its name alone: the schema says nothing of it.
  [{ note: { apiKey: hidden } }, 'call({ note }): { apiKey: … } is not allowed here; give a text'],
  [
    { note: { Authorization: hidden, deep: { session_token: hidden } } },
    'call({ note }): { Authorization: …, deep: { session_token: … } } is not allowed here; give a text',
  ],
  [{ url: `ftp://me:${hidden}@host/v1` }, 'call({ url }): "ftp://…@host/v1" is not allowed here; give an address'],
  [
    { url: new URL(`https://me:${hidden}@host/v1?key=${hidden}`) },
    'call({ url }): "https://…@host/v1?…" is not allowed here; give an address',
  ],
  [{ note: [`https://host/?key=${hidden}`] }, 'call({ note }): ["https://host/?…"] is not allowed here; give a text'],
] as const)('%j is in no message', ([given, message]) => {
  expect(refusalOf(schema, given)).toBe(message)
  expect(message).not.toContain(hidden)
})

test('nor is one that was given in place of the options', () => {
  expect(refusalOf(secret(schema), [hidden])).toBe(
    'call(options): what was given is not allowed here; give { apiKey, headers, tls, either, note, url }',
  )
  expect(refusalOf(schema, [{ url: 'http://a', apiKey: hidden }])).toContain('[{ url: "http://a", apiKey: … }]')
})
