import type { GgufMetadata } from '../../gguf/gguf-writer.ts'

const NORMAL = 1
const CONTROL = 3

/**
 * Metadata of a GPT-2 byte-pair vocabulary of `size` tokens (257 to 65793): the 256 byte letters,
 * pairs of them with the merges that make them, and last `<|endoftext|>`, which starts and ends a
 * text. Any text can be tokenized and any token printed, but not as the real model would.
 */
export function bytePairMetadata(size: number): GgufMetadata {
  const bytes = byteLetters()
  const tokens = [...bytes]
  const merges: string[] = []
  for (let pair = 0; tokens.length < size - 1; pair++) {
    const first = bytes[Math.floor(pair / 256)] ?? ''
    const second = bytes[pair % 256] ?? ''
    merges.push(`${first} ${second}`)
    tokens.push(first + second)
  }
  tokens.push('<|endoftext|>')
  return [
    ['tokenizer.ggml.model', { type: 'string', value: 'gpt2' }],
    ['tokenizer.ggml.pre', { type: 'string', value: 'gpt-2' }],
    ['tokenizer.ggml.tokens', { type: 'string[]', value: tokens }],
    [
      'tokenizer.ggml.token_type',
      {
        type: 'int32[]',
        value: tokens.map((_, index) => (index === size - 1 ? CONTROL : NORMAL)),
      },
    ],
    ['tokenizer.ggml.merges', { type: 'string[]', value: merges }],
    ['tokenizer.ggml.bos_token_id', { type: 'uint32', value: size - 1 }],
    ['tokenizer.ggml.eos_token_id', { type: 'uint32', value: size - 1 }],
    ['tokenizer.ggml.unknown_token_id', { type: 'uint32', value: size - 1 }],
    ['tokenizer.ggml.add_bos_token', { type: 'bool', value: false }],
  ]
}

/**
 * A printable letter for each byte, in GPT-2's order: bytes that print stand for themselves, the
 * others for the letters from U+0100 on (bytes_to_unicode in OpenAI's encoder.py).
 */
function byteLetters(): string[] {
  const printing: string[] = []
  const others: string[] = []
  for (let byte = 0; byte < 256; byte++) {
    const prints = (byte > 32 && byte < 127) || (byte > 160 && byte !== 173)
    if (prints) printing.push(String.fromCodePoint(byte))
    else others.push(String.fromCodePoint(256 + others.length))
  }
  return [...printing, ...others]
}
