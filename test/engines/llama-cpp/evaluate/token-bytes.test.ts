import { expect, test } from 'vitest'
import { bytesOfTokens } from '../../../../src/engines/llama-cpp/evaluate/token-bytes.ts'

const sentencePiece = {
  model: 'llama',
  tokens: ['<unk>', '<s>', '<0xE2>', '▁Tom', 'ä', '▁', '<tool>'],
  types: [2, 3, 6, 1, 1, 1, 4],
}

test('SentencePiece: a space is one byte, a byte token one, and the space before the text none of it', () => {
  const { bytes, bytesCounted } = bytesOfTokens(sentencePiece, Uint32Array.of(3, 4, 2, 5, 6), 'Tomä'.length + 9)
  // "Tom", two bytes of "ä", one of three, a space, "<tool>".
  expect([...bytes]).toEqual([3, 2, 1, 1, 6])
  expect(bytesCounted).toBe('exact')
})

test('byte pairs: each character of a token is a byte', () => {
  const tokens = ['Hello', 'ĠÃ¤']
  expect([...bytesOfTokens({ model: 'gpt2', tokens }, Uint32Array.of(0, 1), 8).bytes]).toEqual([5, 3])
})

test('bytes that do not add up are shared out and said to be estimated', () => {
  const changed = bytesOfTokens(sentencePiece, Uint32Array.of(3, 3), 6 + 4)
  expect(changed).toEqual({ bytes: Float64Array.of(5, 5), bytesCounted: 'estimated' })
  const unknown = bytesOfTokens({ model: 'rwkv', tokens: ['a', 'b'] }, Uint32Array.of(0, 1, 0), 6)
  expect(unknown).toEqual({ bytes: Float64Array.of(2, 2, 2), bytesCounted: 'estimated' })
})
