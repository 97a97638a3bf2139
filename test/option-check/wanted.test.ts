import * as v from 'valibot'
import { expect, test } from 'vitest'
import { text, whole } from '../../src/option-check/kinds.ts'
import { wantedOf } from '../../src/option-check/wanted.ts'

test('a number that is given as a text is told to be one', () => {
  expect(wantedOf(whole, '4')).toBe('a whole number of at least 1, as a number and not as a text')
  expect(wantedOf(v.optional(v.pipe(whole, v.description('clients'))), ' 4e2 ')).toBe(
    'clients, as a number and not as a text',
  )
})

test.for([
  [whole, 'four'],
  [whole, ''],
  [whole, 0],
  [text, '4'],
] as const)('%#: anything else has the words of its schema alone', ([schema, given]) => {
  expect(wantedOf(schema, given)).not.toContain('as a number')
})
