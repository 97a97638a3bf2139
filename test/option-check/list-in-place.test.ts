import * as v from 'valibot'
import { expect, test } from 'vitest'
import { milliseconds, text } from '../../src/option-check/kinds.ts'
import { listInPlace } from '../../src/option-check/list-in-place.ts'
import { refusalOf } from './messages.ts'

const timeouts = v.strictObject({ stall: v.optional(milliseconds), inner: v.optional(v.strictObject({})) })
const schema = v.strictObject({
  timeout: v.optional(v.union([milliseconds, timeouts])),
  names: v.optional(v.array(text)),
  faults: v.optional(v.union([v.array(timeouts), timeouts])),
  body: v.optional(v.custom(() => true)),
})

test('a list in the place of options is found, however deep', () => {
  expect(listInPlace(schema, [])).toEqual([])
  expect(listInPlace(schema, { timeout: [] })).toEqual(['timeout'])
  expect(listInPlace(schema, { timeout: { inner: [] } })).toEqual(['timeout', 'inner'])
})

test('a list that is asked for is none of these', () => {
  for (const given of [{}, { names: ['a'] }, { faults: [{ stall: 1 }] }, { body: [] }, { timeout: 5 }]) {
    expect(listInPlace(schema, given)).toBeNull()
  }
})

test('the refusal names the option', () => {
  expect(refusalOf(schema, { timeout: [] })).toBe(
    'call({ timeout }): [] is not allowed here; give milliseconds above 0 or { stall, inner }',
  )
})
