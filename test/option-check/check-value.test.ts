import * as v from 'valibot'
import { expect, test } from 'vitest'
import { checkValue } from '../../src/option-check/check-value.ts'
import { positive, text } from '../../src/option-check/kinds.ts'
import { secret } from '../../src/option-check/secret.ts'
import { thrownBy } from './messages.ts'

test('what is right is given back as its schema makes it', () => {
  expect(checkValue(v.nullish(positive, 3), undefined, 'call(limit)')).toBe(3)
  expect(checkValue(positive, 5, 'call(limit)')).toBe(5)
})

test.for<[v.GenericSchema, unknown, string]>([
  [positive, 0, 'call(limit): 0 is not allowed here; give a number above 0'],
  [positive, '5', 'call(limit): "5" is not allowed here; give a number above 0, as a number and not as a text'],
  [v.picklist(['a', 'b']), ['a'], 'call(limit): ["a"] is not allowed here; give "a" or "b"'],
  [secret(text), 5, 'call(limit): what was given is not allowed here; give a text that is not empty'],
])('%#: anything else is refused in the one form', ([schema, given, message]) => {
  expect(thrownBy(() => checkValue(schema, given, 'call(limit)'))).toMatchObject({ code: 'invalid-option', message })
})

test('the code is the one of the caller', () => {
  expect(thrownBy(() => checkValue(positive, 0, 'call(limit)', { code: 'invalid-workload' }))).toMatchObject({
    code: 'invalid-workload',
  })
})

test('a value that throws when it is read is refused, and what it threw is kept', () => {
  const cause = new RangeError('not to be read')
  const given = {
    get text(): never {
      throw cause
    },
  }
  expect(thrownBy(() => checkValue(v.object({ text }), given, 'call(input)'))).toMatchObject({
    message: 'call(input): a value that cannot be read is not allowed here; give { text }',
    cause,
  })
})
