import type { LlamaModel, Token } from 'node-llama-cpp'
import { LlmBenchError } from '../../errors.ts'
import { seededRandom } from '../../stats/random.ts'
import type { ChatMessage } from '../../workload/prompt.ts'
import type { SinglePrompt } from '../../requesters/requester.ts'

/** A tokenizer of prompts for one model, its chat template included. */
export interface PromptTokenizer {
  /** Tokens of a prompt; `seed` draws the ones of a random prompt. */
  tokenize(prompt: SinglePrompt, seed: number): Token[]
}

/** Characters a token stands for when the tokenizer is not the real model's. */
const charactersPerToken = 4

/**
 * The tokenizer of a model's prompts.
 * @param renderChat the model's own chat template, from messages to tokens
 * @param synthetic a synthetic model's tokenizer is not the real one's: text becomes
 * round(characters / 4) seeded tokens, counted as estimated
 */
export function promptTokenizer(
  model: LlamaModel,
  renderChat: (messages: readonly ChatMessage[]) => Token[],
  synthetic: boolean,
): PromptTokenizer {
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
  const estimated = (text: string, seed: number): Token[] =>
    random(Math.max(1, Math.round(text.length / charactersPerToken)), seed)
  return {
    tokenize(prompt, seed) {
      if (prompt.kind === 'tokens') return random(prompt.count, seed)
      if (prompt.kind === 'text') {
        if (synthetic) return estimated(prompt.text, seed)
        const tokens = [...bos, ...model.tokenize(prompt.text)]
        if (tokens.length === 0) {
          throw new LlmBenchError('invalid-workload', 'the prompt is empty: give it at least one character')
        }
        return tokens
      }
      return synthetic
        ? estimated(prompt.messages.map(({ content }) => content).join('\n'), seed)
        : renderChat(prompt.messages)
    },
  }
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

function vocabularySize(model: LlamaModel): number {
  return model.fileInfo.metadata.tokenizer.ggml.tokens.length
}
