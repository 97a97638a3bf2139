import type { LlamaModel, Token } from 'node-llama-cpp'
import { answerPrint } from '../../../samples/answer-print.ts'
import type { ItemsPrompt } from '../../../workload/prompt.ts'
import { estimatedTokens, type PromptTokenizer } from '../tokenize-prompt.ts'

/** Tokens of a text, without those that begin and end it: special names in it are text, as servers take them. */
export type TokensOf = (text: string) => Token[]

/**
 * The tokens of a trained model's texts; of a synthetic one, whose vocabulary is none, as many as the characters let
 * expect, drawn by the text: other texts of one length have others.
 */
export function itemTokens(model: LlamaModel, estimating: PromptTokenizer | null): TokensOf {
  if (estimating === null) return (text) => [...model.tokenize(text, false)]
  const begins = model.tokens.shouldPrependBosToken && model.tokens.bos !== null ? 1 : 0
  return (text) => {
    const count = estimatedTokens(text) + begins
    return estimating.tokenize({ kind: 'tokens', count }, answerPrint({ text })).slice(begins)
  }
}

/** Tokens that begin, part and end an input, at most. */
const specialTokens = 4

/** Most tokens that an input of a prompt has, those that begin and end it with them. */
export function longestInput(prompt: ItemsPrompt, tokensOf: TokensOf): number {
  const query = prompt.kind === 'texts' ? 0 : tokensOf(prompt.query).length
  const texts = prompt.kind === 'texts' ? prompt.texts : prompt.documents
  return texts.reduce((most, text) => Math.max(most, tokensOf(text).length), 0) + query + specialTokens
}
