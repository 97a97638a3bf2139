/** The part of a vocabulary that says what its tokens stand for. */
export interface VocabularyTexts {
  /** Kind of tokenizer: `llama` (SentencePiece), `gpt2` (byte pairs), … */
  readonly model: string
  readonly tokens: readonly string[]
  /** Type of each token; absent where all are ordinary. */
  readonly types?: readonly number[] | undefined
}

/** Type of a token that is a single byte. */
const byteType = 6
/** Type of a token that somebody has added as plain text. */
const addedType = 4

/** Bytes that a token stands for; null where the vocabulary does not tell. */
export function bytesOfToken({ model, tokens, types }: VocabularyTexts, token: number): number | null {
  const text = tokens[token]
  if (text === undefined) return null
  const type = types?.[token]
  if (type === byteType) return 1
  if (type === addedType) return Buffer.byteLength(text)
  // Each character of these stands for one byte, and is one of UTF-16.
  if (model === 'gpt2') return text.length
  return model === 'llama' || model === 't5' ? Buffer.byteLength(text.replaceAll('▁', ' ')) : null
}

/**
 * Bytes of each token of a text, which add up to those of the text; where the vocabulary's do not, as of a tokenizer
 * that changes the text it reads, each has its share of them, and the figures are estimated.
 */
export function bytesOfTokens(
  vocabulary: VocabularyTexts,
  tokens: Uint32Array,
  textBytes: number,
): { readonly bytes: Float64Array; readonly bytesCounted: 'exact' | 'estimated' } {
  const known = Array.from(tokens, (token) => bytesOfToken(vocabulary, token))
  const bytes = Float64Array.from(known, (count) => count ?? 0)
  // A tokenizer that puts a space before every text counts it with the first token.
  const extra = bytes.reduce((sum, count) => sum + count, 0) - textBytes
  if (!known.includes(null) && extra === 1 && (bytes[0] ?? 0) > 0) bytes[0] = (bytes[0] as number) - 1
  const sum = bytes.reduce((total, count) => total + count, 0)
  if (!known.includes(null) && sum === textBytes) return { bytes, bytesCounted: 'exact' }
  const even = known.includes(null) || sum === 0
  return {
    bytes: bytes.map((count) => (even ? textBytes / tokens.length : (count * textBytes) / sum)),
    bytesCounted: 'estimated',
  }
}
