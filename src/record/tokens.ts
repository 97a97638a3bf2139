/**
 * Source of the token counts of a request, best first. `chunks`: nobody counted them, and each event of the answer
 * stands for one, which is an estimate; `estimated`: from characters, or by a target that computes nothing.
 * `tokenizer`: whoever asked counted them again in the text, with a tokenizer that need not be the model's: only other
 * tools do that, and it is an estimate too.
 */
export type TokenSource = 'usage' | 'engine' | 'tokenizer' | 'chunks' | 'estimated'

/** Tokens of the answered requests of a run, summed; null where nobody counted them. */
export interface TokensRecord {
  input: number | null
  output: number | null
  /** Input tokens that did not have to be evaluated. */
  cached: number | null
  /** Output tokens that were thought, streamed or not; `output` holds them too. */
  reasoning: number | null
  /**
   * Worst source among the answers: with `chunks` and `tokenizer` what is counted or divided in tokens is an estimate.
   */
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
