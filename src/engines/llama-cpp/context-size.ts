import { LlmBenchError } from '../../errors.ts'
import { formatCount } from '../../figures.ts'
import { firstContextSize } from '../../models/memory/candidate.ts'
import type { SinglePrompt } from '../../requesters/requester.ts'
import type { ChatMessage, Prompt } from '../../workload/prompt.ts'

/** Tokens that a prompt needs with its answers. */
export interface ContextNeed {
  /** Tokens of the prompt, and the answers as long as they may be. */
  readonly tokens: number
  /** Tokens that answers may take more than they had, once they are read again in later turns of a conversation. */
  readonly slack: number
}

/** Answer that stands for the one to come, where a conversation's length is told beforehand. */
const placeholder = 'x'

/** A prompt with all that will stand before its last answer; of a conversation with answers of one letter. */
export function wholePrompt(prompt: Prompt): SinglePrompt {
  if (prompt.kind !== 'conversation') return prompt
  const messages: ChatMessage[] = prompt.system === null ? [] : [{ role: 'system', content: prompt.system }]
  for (const [turn, content] of prompt.turns.entries()) {
    if (turn > 0) messages.push({ role: 'assistant', content: placeholder })
    messages.push({ role: 'user', content })
  }
  return { kind: 'messages', messages }
}

/**
 * Tokens that a context must hold for a prompt.
 * @param input tokens of {@link wholePrompt}
 * @param growth times that a text may be more tokens, read again, than it was generated as
 */
export function contextNeed(prompt: Prompt, input: number, maxTokens: number, growth: number): ContextNeed {
  const answers = prompt.kind === 'conversation' ? prompt.turns.length : 1
  return { tokens: input + answers * maxTokens, slack: Math.ceil((answers - 1) * maxTokens * (growth - 1)) }
}

/**
 * Context size, by default a power of two that holds what is needed, so that similar workloads share one.
 * @param depth tokens that stand before every prompt
 * @throws LlmBenchError `invalid-workload` where none can hold it
 */
export function contextSizeFor(need: ContextNeed, option: number | 'auto', trained: number, depth = 0): number {
  const { slack } = need
  const tokens = depth + need.tokens
  const most = option === 'auto' ? trained : option
  if (tokens > most) {
    const limit = option === 'auto' ? `the model was trained for ${formatCount(most)}` : `option contextSize is ${most}`
    const wayOut = option === 'auto' ? 'take a model with a longer context' : 'raise contextSize'
    throw new LlmBenchError(
      'invalid-workload',
      `${depth === 0 ? 'the prompt' : `depth ${formatCount(depth)}, the prompt`} and maxTokens need ` +
        `${formatCount(tokens)} tokens, ${limit}: ` +
        `${depth === 0 ? '' : 'lower the depth, '}shorten the prompt, lower maxTokens or ${wayOut}`,
    )
  }
  if (option !== 'auto') return option
  return Math.min(most, Math.max(firstContextSize, 2 ** Math.ceil(Math.log2(tokens + slack))))
}
