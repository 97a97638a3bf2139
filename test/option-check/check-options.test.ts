import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { optionsOf } from '../../src/option-check/call.ts'
import { checkOptions } from '../../src/option-check/check-options.ts'
import { positive, text, whole } from '../../src/option-check/kinds.ts'
import { refusalOf, thrownBy } from './messages.ts'

const limits = v.strictObject({ connect: v.optional(positive), stall: v.optional(positive) })
const schema = v.strictObject({
  name: text,
  count: v.optional(whole, 3),
  timeout: v.optional(v.union([positive, limits])),
  parts: v.optional(v.array(v.strictObject({ share: v.number() }))),
  models: v.optional(v.record(v.string(), v.string())),
  profiles: v.optional(v.record(v.string(), v.strictObject({ requests: v.optional(whole) }))),
  level: v.optional(v.picklist(['low', 'high'])),
})

test('what is right is given back with its defaults', () => {
  expect(checkOptions(schema, { name: 'a', timeout: { stall: 5 } }, { call: optionsOf('call') })).toEqual({
    name: 'a',
    count: 3,
    timeout: { stall: 5 },
  })
})

test('the code is the one of the caller, and `invalid-option` where it has none', () => {
  const call = optionsOf('call')
  expect(thrownBy(() => checkOptions(schema, {}, { call }))).toMatchObject({ code: 'invalid-option' })
  expect(thrownBy(() => checkOptions(schema, {}, { call, code: 'invalid-workload' }))).toMatchObject({
    code: 'invalid-workload',
  })
})

test.for([
  ['a value', { name: 5 }, 'call({ name }): 5 is not allowed here; give a text that is not empty'],
  ['nothing', {}, 'call({ name }): undefined is not allowed here; give a text that is not empty'],
  ['null', { name: 'a', count: null }, 'call({ count }): null is not allowed here; give a whole number of at least 1'],
  ['a bound', { name: 'a', count: 0 }, 'call({ count }): 0 is not allowed here; give a whole number of at least 1'],
  ['a choice', { name: 'a', level: 'mid' }, 'call({ level }): "mid" is not allowed here; give "low" or "high"'],
  [
    'one below another',
    { name: 'a', timeout: { stall: 0 } },
    'call({ timeout.stall }): 0 is not allowed here; give a number above 0',
  ],
  [
    'one of several',
    { name: 'a', timeout: '5 s' },
    'call({ timeout }): "5 s" is not allowed here; give a number above 0 or { connect, stall }',
  ],
  [
    'one of a list',
    { name: 'a', parts: [{ share: 1 }, { share: 'all' }] },
    'call({ parts[1].share }): "all" is not allowed here; give a number',
  ],
  ['a list itself', { name: 'a', parts: 5 }, 'call({ parts }): 5 is not allowed here; give a list, each { share }'],
  ['one of a record', { name: 'a', models: { b: 5 } }, 'call({ models.b }): 5 is not allowed here; give a text'],
  [
    'one with an odd name',
    { name: 'a', models: { 'b c\n': 5 } },
    'call({ models."b c" }): 5 is not allowed here; give a text',
  ],
  [
    'a list for the options',
    [],
    'call(options): [] is not allowed here; give { name, count, timeout, parts, models, profiles, level }',
  ],
  [
    'a text for the options',
    'quick',
    'call(options): "quick" is not allowed here; give { name, count, timeout, parts, models, profiles, level }',
  ],
] as const)('a refused value: %s', ([, given, message]) => {
  expect(refusalOf(schema, given)).toBe(message)
})

describe('a name that there is not', () => {
  test.for([
    [
      { name: 'a', cuont: 5 },
      'call({ cuont }): there is no option "cuont"; did you mean "count"? there are name, count, timeout, parts, models, profiles, level',
    ],
    [
      { name: 'a', timeout: { conect: 5 } },
      'call({ timeout.conect }): there is no option "timeout.conect"; did you mean "connect"? there are connect, stall',
    ],
    [
      { name: 'a', profiles: { smoke: { request: 5 } } },
      'call({ profiles.smoke.request }): there is no option "profiles.smoke.request"; did you mean "requests"? there is requests',
    ],
    [
      { name: 'a', parts: [{ share: 1, weight: 2 }] },
      'call({ parts[0].weight }): there is no option "parts[0].weight"; there is share',
    ],
  ] as const)('is beside those that there are: %j', ([given, message]) => {
    expect(refusalOf(schema, given)).toBe(message)
  })

  test('goes before one that is missing, which it explains', () => {
    expect(refusalOf(schema, { nmae: 'a' })).toContain('there is no option "nmae"; did you mean "name"?')
  })

  test('does not bring its value into the message', () => {
    expect(refusalOf(schema, { name: 'a', apiKye: 'hunter2' })).not.toContain('hunter2')
  })
})
