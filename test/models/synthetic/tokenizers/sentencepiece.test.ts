import { expect, test } from 'vitest'
import { sentencePieceMetadata } from '../../../../src/models/synthetic/tokenizers/sentencepiece.ts'
import { numbersOf, textsOf } from '../../metadata-values.ts'

test('special tokens, bytes, then words, all different', () => {
  const tokens = textsOf(sentencePieceMetadata(128_256), 'tokenizer.ggml.tokens')
  expect(tokens.length).toBe(128_256)
  expect(new Set(tokens).size).toBe(128_256)
  expect(tokens.slice(0, 4)).toEqual(['<unk>', '<s>', '</s>', '<0x00>'])
  expect(tokens.slice(258, 262)).toEqual(['<0xFF>', '\u2581', '\u2581a', '\u2581b'])
})

test('scores and types go with the tokens', () => {
  const metadata = sentencePieceMetadata(262)
  const types = numbersOf(metadata, 'tokenizer.ggml.token_type')
  const scores = numbersOf(metadata, 'tokenizer.ggml.scores')
  expect([types[0], types[1], types[2], types[3], types[258], types[259]]).toEqual([2, 3, 3, 6, 6, 1])
  expect(scores.slice(257)).toEqual([0, 0, 0, -1, -2])
  const ids = new Map(metadata)
  expect(ids.get('tokenizer.ggml.bos_token_id')?.value).toBe(1)
  expect(ids.get('tokenizer.ggml.eos_token_id')?.value).toBe(2)
})
