import type { Prompt } from '../workload/prompt.ts'
import type { RequestDefinition } from '../workload/workload.ts'
import type { TokenPrices } from './token-prices.ts'

/** No tokenizer makes more tokens of a text than it has bytes. */
const bytesPerTokenAtLeast = 1
/** What a chat template, a nonce and a longer first word may add. */
const overheadTokens = 128
/** For an estimate: what English text has, about. */
const usualBytesPerToken = 4

interface Size {
  readonly inputTokens: number
  readonly outputTokens: number
}

/** The most one request of a workload can cost, in US dollars. */
export function worstRequestUsd({ prompts, sampling }: RequestDefinition, prices: TokenPrices): number {
  return Math.max(...sizes(prompts, sampling.maxTokens, bytesPerTokenAtLeast).map((size) => usdOf(size, prices)))
}

/** About what one request of a workload costs, if each answer is as long as it may be, in US dollars. */
export function usualRequestUsd({ prompts, sampling }: RequestDefinition, prices: TokenPrices): number {
  const all = sizes(prompts, sampling.maxTokens, usualBytesPerToken).map((size) => usdOf(size, prices))
  return all.reduce((sum, usd) => sum + usd, 0) / all.length
}

function usdOf({ inputTokens, outputTokens }: Size, prices: TokenPrices): number {
  return inputTokens * prices.usdPerInputToken + outputTokens * prices.usdPerOutputToken
}

function sizes(prompts: readonly Prompt[], usualMaxTokens: number, bytesPerToken: number): Size[] {
  return prompts.map((prompt) => {
    const outputTokens = prompt.maxTokens ?? usualMaxTokens
    // Words of a { tokens } prompt are one token each in common vocabularies, and few bytes in any.
    if (prompt.kind === 'tokens') {
      const wordBytes = bytesPerToken === bytesPerTokenAtLeast ? 8 : 1
      return { inputTokens: prompt.count * wordBytes + overheadTokens, outputTokens }
    }
    const bytes = Buffer.byteLength(textOf(prompt))
    // The last turn of a conversation has every answer before it.
    const answers = prompt.kind === 'conversation' ? prompt.turns.length - 1 : 0
    return { inputTokens: bytes / bytesPerToken + overheadTokens + answers * outputTokens, outputTokens }
  })
}

function textOf(prompt: Exclude<Prompt, { kind: 'tokens' }>): string {
  if (prompt.kind === 'text') return prompt.text
  if (prompt.kind === 'messages') return prompt.messages.map(({ content }) => content).join('\n')
  return [prompt.system ?? '', ...prompt.turns].join('\n')
}
