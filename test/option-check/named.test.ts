import * as v from 'valibot'
import { expect, test } from 'vitest'
import { optionsOf } from '../../src/option-check/call.ts'
import { checkOptions } from '../../src/option-check/check-options.ts'
import { text, whole } from '../../src/option-check/kinds.ts'
import { named } from '../../src/option-check/named.ts'
import { refusalOf } from './messages.ts'

const schema = v.strictObject({ models: named(text, v.union([text, v.strictObject({ threads: whole })])) })
/** Names that every object has a property of. */
const inherited = ['constructor', '__proto__', 'prototype', 'toString', 'hasOwnProperty', 'valueOf']

test('every name is kept, those that every object has too', () => {
  for (const name of [...inherited, 'small', '=', 'a.b']) {
    const given = { models: { [name]: './a.gguf' } }
    const { models } = checkOptions<{ models: Record<string, unknown> }>(schema, given, {
      call: optionsOf('call'),
    })
    expect(Object.entries(models)).toEqual([[name, './a.gguf']])
  }
})

test('and none is invented', () => {
  const { models } = checkOptions<{ models: object }>(schema, { models: {} }, { call: optionsOf('call') })
  expect(Object.keys(models)).toEqual([])
})

test.for([
  [{ constructor: 5 }, 'call({ models.constructor }): 5 is not allowed here'],
  [
    { small: { threads: 0 } },
    'call({ models.small.threads }): 0 is not allowed here; give a whole number of at least 1',
  ],
  [{ '=a': 5 }, 'call({ models."=a" }): 5 is not allowed here'],
  [{ '': 'a' }, 'call({ models.'],
  ['a', 'call({ models }): "a" is not allowed here; give an object of names'],
  [[], 'call({ models }): [] is not allowed here; give an object of names'],
] as const)('%#: what is wrong is told under the name that was given', ([models, message]) => {
  expect(refusalOf(schema, { models })).toContain(message)
})
