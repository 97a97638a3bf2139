import type { LlamaModel, Token } from 'node-llama-cpp'
import { LlmBenchError } from '../../errors.ts'
import { seededRandom } from '../../stats/random.ts'
import type { ChatFormatRecord } from '../../record/target.ts'
import type { AnswerRules } from '../../workload/answer-rules.ts'
import type { ChatMessage } from '../../workload/prompt.ts'
import { type SinglePrompt, textRequestPrompt } from '../../requesters/requester.ts'
import type { RenderChat, RenderedChat } from './chat/chat-tokens.ts'

/** A tokenizer of prompts for one model, its chat template included. */
export interface PromptTokenizer {
  /**
   * Tokens of a prompt; `seed` draws the ones of a random prompt.
   * @throws LlmBenchError `invalid-workload` for a prompt that the model cannot be given
   */
  tokenize(prompt: SinglePrompt, seed: number, rules?: AnswerRules): Token[]
  /** Format that a prompt's messages are given in; null for a prompt without messages. */
  format(prompt: SinglePrompt, rules?: AnswerRules): ChatFormatRecord | null
  /** Most tokens that a generated one may be when its text is read again, as in a conversation. */
  readonly growth: number
}

/** Chats of a synthetic model: the text that tokens are estimated from. */
export type EstimateChat = (messages: readonly ChatMessage[], rules?: AnswerRules) => RenderedChat<string>

/** Characters a token stands for when the tokenizer is not the real model's. */
const charactersPerToken = 4

/** Times that text of a trained model may be more tokens than it was generated as: some splits are not its own. */
const trainedGrowth = 1.1

/** The tokenizer of a trained model: its own, and its chats as they are rendered. */
export function promptTokenizer(model: LlamaModel, renderChat: RenderChat): PromptTokenizer {
  const { random, bos } = randomTokens(model)
  return {
    growth: trainedGrowth,
    tokenize(asked, seed, rules = {}) {
      const prompt = textRequestPrompt(asked)
      if (prompt.kind === 'tokens') return random(prompt.count, seed)
      if (prompt.kind === 'messages') return renderChat(prompt.messages, rules).content
      const tokens = [...bos, ...model.tokenize(prompt.text, rules.parseSpecial ?? true)]
      if (tokens.length > 0) return tokens
      throw new LlmBenchError('invalid-workload', 'the prompt is empty: give it at least one character')
    },
    format: (prompt, rules) => (prompt.kind === 'messages' ? renderChat(prompt.messages, rules).format : null),
  }
}

/** Number of tokens that the characters of a text let expect. */
export function estimatedTokens(text: string): number {
  return Math.max(1, Math.round(text.length / charactersPerToken))
}

/**
 * The tokenizer of a synthetic model, which is not the real one's: text becomes round(characters / 4) seeded
 * tokens, counted as estimated.
 */
export function estimatingTokenizer(model: LlamaModel, estimateChat: EstimateChat): PromptTokenizer {
  const { random, longest } = randomTokens(model)
  const estimated = (text: string, seed: number): Token[] => random(estimatedTokens(text), seed)
  return {
    growth: Math.max(1, longest / charactersPerToken),
    tokenize(asked, seed, rules) {
      const prompt = textRequestPrompt(asked)
      if (prompt.kind === 'tokens') return random(prompt.count, seed)
      return estimated(prompt.kind === 'text' ? prompt.text : estimateChat(prompt.messages, rules).content, seed)
    },
    format: (prompt, rules) => (prompt.kind === 'messages' ? estimateChat(prompt.messages, rules).format : null),
  }
}

/** Random tokens of a model. */
interface RandomTokens {
  readonly random: (count: number, seed: number) => Token[]
  /** Tokens that begin a text. */
  readonly bos: readonly Token[]
  /** Characters of the longest one. */
  readonly longest: number
}

function randomTokens(model: LlamaModel): RandomTokens {
  const vocabulary = ordinaryTokens(model)
  const bos = model.tokens.shouldPrependBosToken && model.tokens.bos !== null ? [model.tokens.bos] : []
  const random = (count: number, seed: number): Token[] => {
    const draw = seededRandom(seed)
    const drawn = Array.from(
      { length: Math.max(1, count - bos.length) },
      () => vocabulary[Math.floor(draw() * vocabulary.length)] as Token,
    )
    return count <= 1 ? drawn.slice(0, 1) : [...bos, ...drawn]
  }
  // Words of a synthetic vocabulary grow longer from first to last.
  const last = (vocabularySize(model) - 1) as Token
  return { random, bos, longest: model.detokenize([last], true).length }
}

/** Tokens that may stand in a random prompt: at most 4096, none special. */
function ordinaryTokens(model: LlamaModel): Token[] {
  const ordinary: Token[] = []
  const all = model.fileInsights.tokens === undefined ? 0 : vocabularySize(model)
  // The low ids of most vocabularies are control and byte tokens; text starts after them.
  for (let id = Math.min(300, Math.floor(all / 2)); id < all && ordinary.length < 4096; id++) {
    const token = id as Token
    if (!model.isSpecialToken(token) && !model.isEogToken(token)) ordinary.push(token)
  }
  if (ordinary.length === 0) {
    throw new LlmBenchError(
      'model-invalid',
      'the model has no ordinary tokens to draw a { tokens } prompt from: use a text prompt',
    )
  }
  return ordinary
}

/** Tokens in a model's vocabulary. */
export function vocabularySize(model: LlamaModel): number {
  return model.fileInfo.metadata.tokenizer.ggml.tokens.length
}
