import { afterAll, beforeAll, expect, test } from 'vitest'
import { jsonGrammar } from '../../../../src/engines/llama-cpp/answers/json-grammar.ts'
import type { JsonSchema } from '../../../../src/workload/validate-answer.ts'
import { startLlama, type StartedLlama } from '../loaded-engine.ts'

let started: StartedLlama
beforeAll(async () => {
  started = await startLlama()
})
afterAll(async () => await started[Symbol.asyncDispose]())

/** Whether llama.cpp itself takes a text for one of the grammar. */
async function takes(schema: JsonSchema | null): Promise<(value: unknown) => boolean> {
  const grammar = await started.llama.createGrammar({ grammar: jsonGrammar(schema) })
  const { _testText: isTaken } = grammar as unknown as { _testText: (text: string) => boolean }
  return (value) => isTaken.call(grammar, typeof value === 'string' ? value : JSON.stringify(value))
}

const person: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  title: 'A person',
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 8 },
    age: { type: 'integer', minimum: -9_007_199_254_740_991, maximum: 9_007_199_254_740_991 },
    tags: { type: 'array', items: { enum: ['a', 'b'] }, minItems: 1, maxItems: 2 },
    friend: { anyOf: [{ $ref: '#/$defs/name' }, { type: 'null' }] },
  },
  required: ['name', 'tags'],
  additionalProperties: false,
  $defs: { name: { type: 'string' } },
}

test('an object has its required properties, may leave out the others, and keeps their order', async () => {
  const valid = await takes(person)
  expect(valid({ name: 'Ada', tags: ['a'] })).toBe(true)
  expect(valid({ name: 'Ada', age: -36, tags: ['a', 'b'], friend: 'Bob' })).toBe(true)
  expect(valid({ name: 'Ada', tags: ['b'], friend: null })).toBe(true)
  expect(valid('{ "name" : "A\\"da" , "tags": ["a",\n  "b"] }'.replace(' :', ':').replace(' ,', ','))).toBe(true)
  expect(valid({ tags: ['a'] })).toBe(false)
  expect(valid({ name: 'Ada' })).toBe(false)
  expect(valid({ name: '', tags: ['a'] })).toBe(false)
  expect(valid({ name: 'much too long', tags: ['a'] })).toBe(false)
  expect(valid({ name: 'Ada', age: 1.5, tags: ['a'] })).toBe(false)
  expect(valid({ name: 'Ada', tags: [] })).toBe(false)
  expect(valid({ name: 'Ada', tags: ['a', 'a', 'a'] })).toBe(false)
  expect(valid({ name: 'Ada', tags: ['c'] })).toBe(false)
  expect(valid({ name: 'Ada', tags: ['a'], other: 1 })).toBe(false)
})

test('an object of optional properties alone may be empty, and begin with any of them', async () => {
  const valid = await takes({ properties: { a: { type: 'boolean' }, b: { type: 'number' }, c: { const: 'x' } } })
  for (const value of [{}, { a: true }, { b: -1.5e3 }, { c: 'x' }, { a: false, c: 'x' }, { b: 0, c: 'x' }])
    expect(valid(value), JSON.stringify(value)).toBe(true)
  expect(valid({ c: 'y' })).toBe(false)
  expect(valid('{,"b":1}')).toBe(false)
})

test('further properties are generated where the schema says of what kind', async () => {
  const valid = await takes({
    type: 'object',
    properties: { a: { type: 'null' } },
    additionalProperties: { type: 'integer' },
  })
  expect(valid({ a: null, x: 1, y: 2 })).toBe(true)
  expect(valid({ x: 1 })).toBe(true)
  expect(valid({ x: 'text' })).toBe(false)
  expect((await takes({ type: 'object' }))({ x: [{ y: null }] })).toBe(true)
  expect((await takes({ type: 'object', additionalProperties: false }))({ x: 1 })).toBe(false)
})

test('lists have named first items, bounds, or any items', async () => {
  const pair = await takes({ type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }] })
  expect(pair(['a', 1])).toBe(true)
  expect(pair(['a', 1, 2])).toBe(false)
  const some = await takes({ type: 'array', items: { type: 'integer' }, maxItems: 2 })
  expect([[], [1], [1, 2], [1, 2, 3]].map(some)).toEqual([true, true, true, false])
  expect((await takes({ type: 'array' }))([1, 'a', [null]])).toBe(true)
  expect((await takes({ type: 'array', items: { type: 'integer' }, minItems: 2 }))([1])).toBe(false)
})

test('a definition may contain itself', async () => {
  const valid = await takes({
    $ref: '#/$defs/node',
    $defs: {
      node: {
        type: 'object',
        properties: { value: { type: 'integer' }, next: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] } },
        required: ['value', 'next'],
      },
    },
  })
  expect(valid({ value: 1, next: { value: 2, next: null } })).toBe(true)
  expect(valid({ value: 1, next: 2 })).toBe(false)
})

test('several types, nullable values, and any JSON object without a schema', async () => {
  const valid = await takes({ type: ['string', 'null'] })
  expect([valid('"x"'), valid('null'), valid('1')]).toEqual([true, true, false])
  expect((await takes({ type: 'integer', nullable: true }))('null')).toBe(true)
  const any = await takes(null)
  expect(any({ a: [1, { b: 'x\u00e9' }] })).toBe(true)
  expect(any('[1]')).toBe(false)
  expect(any('{"a":1')).toBe(false)
})

test.for([
  [{ type: 'string', pattern: '^a' }, 'pattern'],
  [{ type: 'object', properties: { n: { type: 'integer', minimum: 3 } } }, '.properties.n.minimum'],
  [{ not: { type: 'null' } }, 'not'],
  [{ allOf: [{ type: 'null' }, { type: 'string' }] }, '.allOf of several schemas'],
  [{ $ref: 'https://example.org/x' }, '.$ref to another document'],
  [{ $ref: '#/$defs/none' }, 'which is not there'],
  [{ type: 'any' }, '.type "any"'],
] as const)('what no grammar holds an answer to is named: %o', ([schema, words]) => {
  expect(() => jsonGrammar(schema)).toThrow(words)
})
