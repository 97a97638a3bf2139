import { expect, test } from 'vitest'
import { bytePairMetadata } from '../../../../src/models/synthetic/tokenizers/byte-pair.ts'
import { numbersOf, textsOf } from '../../metadata-values.ts'

test('letters for all bytes, pairs with their merges, and the end of text', () => {
  const metadata = bytePairMetadata(50_257)
  const tokens = textsOf(metadata, 'tokenizer.ggml.tokens')
  const merges = textsOf(metadata, 'tokenizer.ggml.merges')
  expect(tokens.length).toBe(50_257)
  expect(new Set(tokens).size).toBe(50_257)
  expect(tokens.at(0)).toBe('!')
  // GPT-2 shows a space as U+0120 and a line feed as U+010A.
  expect(tokens.slice(0, 256)).toContain('\u0120')
  expect(tokens.slice(0, 256)).toContain('\u010A')
  expect(tokens.at(-1)).toBe('<|endoftext|>')
  expect(merges.length).toBe(50_000)
  expect(merges.map((merge) => merge.replace(' ', ''))).toEqual(tokens.slice(256, -1))
})

test('the last token starts and ends a text', () => {
  const metadata = new Map(bytePairMetadata(512))
  expect(metadata.get('tokenizer.ggml.bos_token_id')?.value).toBe(511)
  expect(metadata.get('tokenizer.ggml.eos_token_id')?.value).toBe(511)
  expect(numbersOf(bytePairMetadata(512), 'tokenizer.ggml.token_type').at(-1)).toBe(3)
})
