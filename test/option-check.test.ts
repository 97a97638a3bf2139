import * as v from 'valibot'
import { expect, test } from 'vitest'
import { LlmBenchError } from '../src/errors.ts'
import { optionsOf } from '../src/option-check/call.ts'
import { checkOptions } from '../src/option-check/check-options.ts'
import { positive, text, whole } from '../src/option-check/kinds.ts'
import { secret } from '../src/option-check/secret.ts'
import { noSuchName, notAllowed } from '../src/option-check/sentences.ts'
import { shown } from '../src/option-check/shown.ts'
import { thrownBy } from './option-check/messages.ts'

const schema = v.strictObject({
  text,
  whole: v.optional(whole),
  either: v.optional(v.union([positive, v.strictObject({ inner: v.optional(text) })])),
  list: v.optional(v.array(text)),
  record: v.optional(v.record(v.string(), text)),
  choice: v.optional(v.picklist(['a', 'b'])),
  hidden: v.optional(secret(text)),
  own: v.optional(v.custom<never>(() => false)),
})

const circular: Record<string, unknown> = { name: 'circle' }

circular['self'] = circular

const { proxy: revoked, revoke } = Proxy.revocable({}, {})

revoke()

const failing = (): never => {
  throw new RangeError('not to be read')
}

/** What no schema was written for. */
const oddValues: readonly unknown[] = [
  undefined,
  null,
  true,
  '',
  '\n',
  '\u2028\u202E\u0000\uD800',
  'é'.repeat(1e5),
  'http://me:secret@host\n/',
  -0,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  1e308,
  5n,
  Symbol('odd\nsymbol'),
  () => 1,
  class Odd extends Map {},
  [],
  [[[[[[]]]]]],
  Array.from({ length: 1e4 }),
  {},
  Object.create(null),
  JSON.parse('{ "__proto__": { "text": "a" }, "constructor": 1 }'),
  { toJSON: failing },
  { toJSON: () => ({ toJSON: () => 'deep' }) },
  { toString: failing, [Symbol.toPrimitive]: failing },
  {
    get text() {
      return failing()
    },
  },
  { constructor: { name: { toString: failing } } },
  { 'two\nlines': 1, 'a.b': { 'c\u2028': 1 } },
  { length: -1 },
  circular,
  revoked,
  new Proxy({}, { get: failing, has: failing, ownKeys: failing, getPrototypeOf: failing }),
  new Proxy({}, { ownKeys: () => ['a'] }),
  new Proxy(() => 1, { apply: failing }),
  new Map([['a', new Set([1])]]),
  new Date(Number.NaN),
  new Error('two\nlines', { cause: circular }),
  new Uint8Array(1e4),
  Promise.resolve(),
  globalThis,
  /a/g,
]

const names = [...Object.keys(schema.entries), 'either.inner', 'unknown', 'two\nlines', '\u202E', '__proto__', '']

/** Options with an odd value in each place. */
function* odd(): Generator<unknown, void, void> {
  for (const value of oddValues) {
    yield value
    for (const name of names) {
      yield { text: 'a', [name]: value }
      yield { text: 'a', either: { inner: 'a', [name]: value } }
      yield { text: 'a', list: ['a', value], record: { [name]: value } }
    }
  }
}

test('whatever is given: either it is taken, or one line of this package refuses it', () => {
  let refused = 0
  for (const given of odd()) {
    const error = thrownBy(() => checkOptions(schema, given, { call: optionsOf('call', 'a\nname') }))
    if (error === null) continue
    refused++
    expect(error).toBeInstanceOf(LlmBenchError)
    const { message } = error as LlmBenchError
    expect(message).toMatch(
      /^call\(a name, .+\): .+ is not allowed here; give .+|^call\(a name, .+\): there is no option ".*"; .+/u,
    )
    expect(message).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
    expect(message).not.toContain('secret')
    expect(message.length).toBeLessThan(400)
  }
  expect(refused).toBeGreaterThan(500)
})

test('what is no option gets the same sentences', () => {
  for (const value of oddValues) {
    const { message } = notAllowed(`rate(${shown(value)})`, shown(value), 'a number')
    expect(message).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
    const unknown = noSuchName('call', { name: shown(value), known: ['a', 'b'], kind: 'metric' })
    expect(unknown.message).toMatch(/^call: there is no metric ".*"; .*there are a, b$/)
  }
})
