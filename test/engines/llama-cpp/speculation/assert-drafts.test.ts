import type { LlamaModel } from 'node-llama-cpp'
import { expect, test } from 'vitest'
import { assertDrafts, assertSameVocabulary } from '../../../../src/engines/llama-cpp/speculation/assert-drafts.ts'
import { microFile, plainOptions } from '../loaded-engine.ts'

test('random weights, two ways to draft and models without tokens are refused in a line each', async () => {
  const micro = await microFile()
  assertDrafts(plainOptions, [micro])
  assertDrafts({ ...plainOptions, promptLookup: false }, [micro])
  expect(() => assertDrafts({ ...plainOptions, promptLookup: true }, [micro])).toThrow(
    /model\(spec, \{ promptLookup \}\): ".*" has random weights, whose tokens nothing foretells: take trained models/,
  )
  expect(() => assertDrafts({ ...plainOptions, draft: 'b', promptLookup: true }, [])).toThrow(
    'model(spec, { draft }): tokens come from a draft or from the prompt: give one',
  )
  expect(() =>
    assertDrafts({ ...plainOptions, draft: 'b' }, [{ ...micro, name: 'e', synthetic: false, purpose: 'embedding' }]),
  ).toThrow('model(spec, { draft }): "e" answers with no tokens: leave it out')
})

test('a draft of another vocabulary is refused in a line', () => {
  const saying = (text: string): LlamaModel => ({ detokenize: () => text }) as unknown as LlamaModel
  assertSameVocabulary(saying('a'), saying('a'), [300, 300])
  expect(() => assertSameVocabulary(saying('a'), saying('a'), [300, 301])).toThrow(
    'the drafting model has another vocabulary (301 tokens, not 300): take one of the same family',
  )
  expect(() => assertSameVocabulary(saying('a'), saying('b'), [300, 300])).toThrow('(token 0 is another text)')
})
