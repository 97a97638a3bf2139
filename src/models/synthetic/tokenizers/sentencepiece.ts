import type { GgufMetadata } from '../../gguf/gguf-writer.ts'

const FIRST_WORD = 259
const UNKNOWN = 2
const CONTROL = 3
const BYTE = 6
const NORMAL = 1

/**
 * Metadata of a SentencePiece vocabulary of `size` tokens (at least 261): unknown, start and end,
 * the 256 byte tokens, a space, then made-up words. Any text can be tokenized and any token printed, but not
 * as the real model would.
 */
export function sentencePieceMetadata(size: number): GgufMetadata {
  const tokens = ['<unk>', '<s>', '</s>']
  for (let byte = 0; byte < 256; byte++) tokens.push(`<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`)
  // The mark for a space, without which detokenized text would show the mark itself.
  tokens.push('\u2581')
  for (let word = 0; tokens.length < size; word++) tokens.push(`\u2581${letters(word)}`)
  return [
    ['tokenizer.ggml.model', { type: 'string', value: 'llama' }],
    ['tokenizer.ggml.pre', { type: 'string', value: 'default' }],
    ['tokenizer.ggml.tokens', { type: 'string[]', value: tokens }],
    ['tokenizer.ggml.scores', { type: 'float32[]', value: tokens.map((_, index) => Math.min(0, FIRST_WORD - index)) }],
    ['tokenizer.ggml.token_type', { type: 'int32[]', value: tokens.map((_, index) => tokenType(index)) }],
    ['tokenizer.ggml.bos_token_id', { type: 'uint32', value: 1 }],
    ['tokenizer.ggml.eos_token_id', { type: 'uint32', value: 2 }],
    ['tokenizer.ggml.unknown_token_id', { type: 'uint32', value: 0 }],
    ['tokenizer.ggml.add_bos_token', { type: 'bool', value: true }],
    ['tokenizer.ggml.add_eos_token', { type: 'bool', value: false }],
  ]
}

function tokenType(index: number): number {
  if (index === 0) return UNKNOWN
  if (index < 3) return CONTROL
  return index < FIRST_WORD ? BYTE : NORMAL
}

/** a, b, ... z, aa, ab, ...: each number has its own letters. */
function letters(number: number): string {
  const rest = Math.floor(number / 26)
  return (rest === 0 ? '' : letters(rest - 1)) + String.fromCodePoint(97 + (number % 26))
}
