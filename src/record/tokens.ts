/** Source of the token counts of a request, best first. */
export type TokenSource = 'usage' | 'engine' | 'tokenizer' | 'chunks' | 'estimated'

/** Tokens of the answered requests of a run, summed; null where nobody counted them. */
export interface TokensRecord {
  input: number | null
  output: number | null
  /** Input tokens that did not have to be evaluated. */
  cached: number | null
  /** Output tokens that were thought, streamed or not; `output` holds them too. */
  reasoning: number | null
  source: TokenSource
}

/** Tokens of a run in which nobody counted them. */
export const unknownTokens: TokensRecord = {
  input: null,
  output: null,
  cached: null,
  reasoning: null,
  source: 'estimated',
}
