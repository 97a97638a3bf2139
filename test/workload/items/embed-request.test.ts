import { expect, test } from 'vitest'
import { embedDefinition, endpointEmbedRequest } from '../../../src/workload/items/embed-request.ts'
import type { TextsPrompt } from '../../../src/workload/prompt.ts'

function batches(
  ...[input, options = {}]: [Parameters<typeof embedDefinition>[0], Parameters<typeof embedDefinition>[1]?]
) {
  return embedDefinition(input, options, '/').prompts.map((prompt) => (prompt as TextsPrompt).texts)
}

test('texts rotate one at a time, or in batches that are all of one size', () => {
  expect(batches('a')).toEqual([['a']])
  expect(batches(['a', 'b', 'c'])).toEqual([['a'], ['b'], ['c']])
  expect(batches(['a', 'b', 'c'], { batch: 2 })).toEqual([
    ['a', 'b'],
    ['c', 'a'],
  ])
  expect(batches(['a', 'b'], { batch: 3 })).toEqual([['a', 'b', 'a']])
})

test('seeded texts of about so many tokens are distinct, and the same for the same seed', () => {
  const texts = batches({ tokens: 5 }, { prompts: 4, batch: 2 }).flat()
  expect(new Set(texts).size).toBe(4)
  expect(texts.every((text) => text.split(' ').length === 5)).toBe(true)
  expect(batches({ tokens: 5 }, { prompts: 4, batch: 2 }).flat()).toEqual(texts)
  expect(batches({ tokens: 5 }, { prompts: 4, seed: 9 }).flat()).not.toEqual(texts)
})

test('nothing is generated, and fields go into the body', () => {
  const { request, body } = endpointEmbedRequest(
    'a',
    { encodingFormat: 'base64', dimensions: 64, body: { user: 'u' } },
    '/',
  )
  expect(request).toMatchObject({ kind: 'embedding', sampling: { maxTokens: 0 }, prompts: [{ dimensions: 64 }] })
  expect(body).toEqual({ encoding_format: 'base64', user: 'u' })
})

test.for([
  [[], {}, 'embed(texts): a list of no text is not allowed'],
  [[''], {}, 'embed(texts): "" is not allowed'],
  [7, {}, 'embed(texts): 7 is not allowed'],
  ['a', { batch: 0 }, 'embed(texts, { batch }): 0 is not allowed'],
  ['a', { body: { input: 'b' } }, 'embed(texts, { body.input })'],
  ['a', { maxTokens: 3 }, 'there is no option "maxTokens"'],
  ['a', { encodingFormat: 'int8' }, 'embed(texts, { encodingFormat }): "int8" is not allowed'],
] as const)('embed(%j, %j) is refused', ([input, options, message]) => {
  expect(() => endpointEmbedRequest(input as never, options as never, '/')).toThrow(
    expect.objectContaining({ code: 'invalid-workload', message: expect.stringContaining(message) as string }),
  )
})
