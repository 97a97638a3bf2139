import type { GgufMetadata } from '../../gguf/gguf-writer.ts'

const NORMAL = 1
const CONTROL = 3

/** Places of the tokens that are no text, as in the vocabularies of BERT. */
const special: ReadonlyMap<number, string> = new Map([
  [0, '[PAD]'],
  [100, '[UNK]'],
  [101, '[CLS]'],
  [102, '[SEP]'],
  [103, '[MASK]'],
])
/** Printing letters of ASCII that a text has once it is in lower case. */
const letters = Array.from({ length: 94 }, (_, place) => String.fromCodePoint(33 + place)).filter(
  (letter) => letter === letter.toLowerCase(),
)

/**
 * Metadata of a WordPiece vocabulary of `size` tokens (at least 242): BERT's special ones at their places, each letter
 * that begins a word and each that goes on, then made-up words. Text in ASCII can be tokenized, but not as the real
 * model would; any other letter makes its word an unknown one.
 */
export function wordPieceMetadata(size: number): GgufMetadata {
  const tokens: string[] = []
  for (let unused = 0; tokens.length <= 103; unused++) tokens.push(special.get(unused) ?? `\u2581[unused${unused}]`)
  tokens.push(...letters.map((letter) => `\u2581${letter}`), ...letters)
  for (let word = 0; tokens.length < size; word++) tokens.push(`\u2581${wordOf(word)}`)
  return [
    ['tokenizer.ggml.model', { type: 'string', value: 'bert' }],
    ['tokenizer.ggml.pre', { type: 'string', value: 'jina-v2-en' }],
    ['tokenizer.ggml.tokens', { type: 'string[]', value: tokens }],
    [
      'tokenizer.ggml.token_type',
      { type: 'int32[]', value: tokens.map((_, place) => (special.has(place) ? CONTROL : NORMAL)) },
    ],
    ['tokenizer.ggml.bos_token_id', id(101)],
    ['tokenizer.ggml.eos_token_id', id(102)],
    ['tokenizer.ggml.unknown_token_id', id(100)],
    // So is its name spelled in the format.
    ['tokenizer.ggml.seperator_token_id', id(102)],
    ['tokenizer.ggml.padding_token_id', id(0)],
    ['tokenizer.ggml.mask_token_id', id(103)],
    ['tokenizer.ggml.add_bos_token', { type: 'bool', value: true }],
    ['tokenizer.ggml.add_eos_token', { type: 'bool', value: true }],
    ['tokenizer.ggml.add_sep_token', { type: 'bool', value: false }],
    ['tokenizer.ggml.normalizer.lowercase', { type: 'bool', value: true }],
  ]
}

function id(place: number): GgufMetadata[number][1] {
  return { type: 'uint32', value: place }
}

/** Words of two letters and more, each number its own: aa, ab, … zz, aaa. */
function wordOf(number: number): string {
  const last = String.fromCodePoint(97 + (number % 26))
  const rest = Math.floor(number / 26)
  return rest < 26 ? String.fromCodePoint(97 + rest) + last : wordOf(rest - 26) + last
}
