import { expect, test } from 'vitest'
import { wordPieceMetadata } from '../../../../src/models/synthetic/tokenizers/word-piece.ts'
import { numbersOf, textsOf } from '../../metadata-values.ts'

test("BERT's special tokens at their places, letters, then words, all different", () => {
  const tokens = textsOf(wordPieceMetadata(30_522), 'tokenizer.ggml.tokens')
  expect(tokens).toHaveLength(30_522)
  expect(new Set(tokens).size).toBe(30_522)
  expect(tokens.slice(99, 106)).toEqual(['\u2581[unused99]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', '\u2581!', '\u2581"'])
  expect(tokens.slice(240, 243)).toEqual(['\u2581aa', '\u2581ab', '\u2581ac'])
  expect(tokens[240 + 26 * 26]).toBe('\u2581aaa')
})

test('types and special ids go with the tokens', () => {
  const metadata = wordPieceMetadata(512)
  const types = numbersOf(metadata, 'tokenizer.ggml.token_type')
  expect([0, 1, 100, 101, 102, 103, 104].map((place) => types[place])).toEqual([3, 1, 3, 3, 3, 3, 1])
  const values = new Map(metadata)
  expect(values.get('tokenizer.ggml.bos_token_id')?.value).toBe(101)
  expect(values.get('tokenizer.ggml.seperator_token_id')?.value).toBe(102)
})
