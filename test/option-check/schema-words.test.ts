import * as v from 'valibot'
import { expect, test } from 'vitest'
import { notNegative, positive, text, whole, wholeOrZero } from '../../src/option-check/kinds.ts'
import { wordsOf } from '../../src/option-check/schema-words.ts'

test.for<[v.GenericSchema, string]>([
  [v.string(), 'a text'],
  [text, 'a text that is not empty'],
  [v.pipe(v.string(), v.nonEmpty()), 'a text that is not empty'],
  [v.pipe(v.string(), v.url()), 'a URL'],
  [v.number(), 'a number'],
  [v.pipe(v.number(), v.finite()), 'a finite number'],
  [v.pipe(v.number(), v.integer()), 'a whole number'],
  [whole, 'a whole number of at least 1'],
  [wholeOrZero, 'a whole number of at least 0'],
  [positive, 'a number above 0'],
  [notNegative, 'a number of at least 0'],
  [v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 'a number from 0 to 1'],
  [v.pipe(v.number(), v.gtValue(0), v.maxValue(1)), 'a number above 0 and of at most 1'],
  [v.pipe(v.number(), v.minValue(0), v.ltValue(1)), 'a number of at least 0 and below 1'],
  [v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(64)), 'a whole number from 1 to 64'],
  [v.pipe(v.pipe(v.number(), v.minValue(1)), v.ltValue(9)), 'a number of at least 1 and below 9'],
  [v.boolean(), 'true or false'],
  [v.literal('auto'), '"auto"'],
  [v.literal(false), 'false'],
  [v.picklist(['a']), '"a"'],
  [v.picklist(['a', 'b', 'c']), '"a", "b" or "c"'],
  [v.function(), 'a function'],
  [v.array(v.string()), 'a list, each a text'],
  [v.record(v.string(), v.string()), 'an object of names, each with a text'],
  [v.strictObject({ a: text, 'b-c': text }), '{ a, b-c }'],
  [v.object({ a: text }), '{ a }'],
  [v.optional(whole), 'a whole number of at least 1'],
  [v.nullable(v.optional(v.string())), 'a text'],
  [v.exactOptional(v.string()), 'a text'],
  [v.nullish(v.string()), 'a text'],
  [v.union([v.literal('auto'), whole]), '"auto" or a whole number of at least 1'],
  [v.union([v.string(), v.optional(v.string())]), 'a text'],
  [v.pipe(v.number(), v.description('a share')), 'a share'],
  [v.optional(v.pipe(v.union([text, whole]), v.description('this or that'))), 'this or that'],
  [v.custom(() => false), 'something else'],
])('%#', ([schema, words]) => {
  expect(wordsOf(schema)).toBe(words)
})
