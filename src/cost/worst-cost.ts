import type { BlockLoad } from '../block/load.ts'
import { isItemsPrompt, itemsOf, textsOf, type Prompt } from '../workload/prompt.ts'
import { isItemsKind, type RequestDefinition } from '../workload/request-definition.ts'
import { ratesFor, type TokenPrices } from './token-prices.ts'

/** Fewest bytes of a token: no tokenizer makes more tokens of a text than it has bytes. */
const bytesPerTokenAtLeast = 1
/** Tokens that a chat template, a nonce and a longer first word may add. */
const overheadTokens = 128
/** Tokens that begin, part and end each text of an encoder. */
const itemTokens = 4
/** Bytes of a token of English text, about, for an estimate. */
const usualBytesPerToken = 4

interface Size {
  readonly inputTokens: number
  readonly outputTokens: number
}

/** The most one request of a workload can cost, in US dollars. */
export function worstRequestUsd(request: RequestDefinition, prices: TokenPrices): number {
  return sizes(request, bytesPerTokenAtLeast).reduce((most, size) => Math.max(most, usdOf(size, prices)), 0)
}

/** Estimated mean cost of a request of a workload in US dollars, each answer as long as it may be. */
export function usualRequestUsd(request: RequestDefinition, prices: TokenPrices): number {
  const all = sizes(request, usualBytesPerToken).map((size) => usdOf(size, prices))
  return all.reduce((sum, usd) => sum + usd, 0) / all.length
}

/** A workload whose requests are as long as a trace says: its prompts are then of no account. */
export function tracedRequest(request: RequestDefinition, load: BlockLoad): RequestDefinition {
  if (load.kind === 'closed' || load.inputTokens === null || isItemsKind(request.kind)) return request
  const { inputTokens, outputTokens } = load
  const prompts = Array.from(inputTokens, (count, position): Prompt => {
    const maxTokens = outputTokens?.[position]
    return { kind: 'tokens', count, ...(maxTokens === undefined ? {} : { maxTokens }) }
  })
  return prompts.length === 0 ? request : { ...request, prompts }
}

function usdOf({ inputTokens, outputTokens }: Size, prices: TokenPrices): number {
  const rates = ratesFor(prices, inputTokens)
  const { usdPerInputToken, usdPerOutputToken, usdPerRequest = 0 } = rates
  // A token that is written to a cache, or thought, may be the dearest.
  const input = Math.max(usdPerInputToken, rates.usdPerCacheWriteToken ?? 0)
  const output = Math.max(usdPerOutputToken, rates.usdPerReasoningToken ?? 0)
  return inputTokens * input + outputTokens * output + usdPerRequest
}

function sizes({ prompts, sampling, overheadBytes = 0 }: RequestDefinition, bytesPerToken: number): Size[] {
  const overhead = overheadTokens + overheadBytes / bytesPerToken
  return prompts.map((prompt) => {
    const outputTokens = prompt.maxTokens ?? sampling.maxTokens
    // Each text of a batch has its own first and last tokens.
    if (isItemsPrompt(prompt)) {
      const bytes = Buffer.byteLength(textOf(prompt))
      return {
        inputTokens: bytes / bytesPerToken + itemsOf(prompt) * itemTokens + overheadBytes / bytesPerToken,
        outputTokens: 0,
      }
    }
    // Words of a { tokens } prompt are one token each in common vocabularies, and few bytes in any.
    if (prompt.kind === 'tokens') {
      const wordBytes = bytesPerToken === bytesPerTokenAtLeast ? 8 : 1
      return { inputTokens: prompt.count * wordBytes + overhead, outputTokens }
    }
    const bytes = Buffer.byteLength(textOf(prompt))
    // The last turn of a conversation has every answer before it.
    const answers = prompt.kind === 'conversation' ? prompt.turns.length - 1 : 0
    return { inputTokens: bytes / bytesPerToken + overhead + answers * outputTokens, outputTokens }
  })
}

function textOf(prompt: Exclude<Prompt, { kind: 'tokens' }>): string {
  if (prompt.kind === 'text') return prompt.text
  if (isItemsPrompt(prompt)) return textsOf(prompt).join('\n')
  if (prompt.kind === 'messages') return prompt.messages.map(({ content }) => content).join('\n')
  return [prompt.system ?? '', ...prompt.turns].join('\n')
}
