import { withNonce } from '../../workload/words/nonce.ts'
import { tokenText } from '../../workload/words/text-of-tokens.ts'
import type { ChatMessage } from '../../workload/prompt.ts'
import { type RequestContent, textRequestPrompt } from '../requester.ts'

/** A message as every specification of the AI SDK's language models has it. */
export type ModelMessage =
  | { role: 'system'; content: string }
  | { role: 'user' | 'assistant'; content: { type: 'text'; text: string }[] }

/** Options that a language model is called with. */
export interface ModelCallOptions {
  prompt: ModelMessage[]
  maxOutputTokens: number
  temperature: number
  seed?: number
  abortSignal: AbortSignal
}

/**
 * The options of one call.
 * @param nonceSeed seed of the nonces: of every run another, or a cache would know them; null for none
 * @param callOptions further ones, which take the place of ours of the same name
 * @param ready the text of a `{ tokens }` prompt, where {@link preparedText} has made it already
 */
export function modelCall(
  job: RequestContent,
  nonceSeed: number | null,
  callOptions: Readonly<Record<string, unknown>>,
  abortSignal: AbortSignal,
  ready?: string,
): ModelCallOptions {
  const { sampling, index } = job
  return {
    prompt: messagesOf(job, nonceSeed, ready).map(modelMessage),
    maxOutputTokens: sampling.maxTokens,
    temperature: sampling.temperature,
    // Greedy decoding draws nothing.
    ...(sampling.temperature === 0 ? {} : { seed: sampling.seed + index }),
    abortSignal,
    ...callOptions,
  }
}

/** The text of a prompt; the longest are those of `{ tokens }`, which is drawn. */
export function preparedText({ prompt, index, sampling }: RequestContent, nonceSeed: number | null): string {
  return prompt.kind === 'tokens' ? tokenText(prompt, sampling.seed, index, nonceSeed) : ''
}

function messagesOf(content: RequestContent, nonceSeed: number | null, ready?: string): readonly ChatMessage[] {
  const { index } = content
  const prompt = textRequestPrompt(content.prompt)
  if (prompt.kind === 'tokens') return [{ role: 'user', content: ready ?? preparedText(content, nonceSeed) }]
  // Every turn of a conversation starts as its first did: what was said before may well be cached.
  const begun = nonceSeed === null ? prompt : withNonce(prompt, index, nonceSeed)
  return begun.kind === 'messages' ? begun.messages : [{ role: 'user', content: begun.text }]
}

function modelMessage({ role, content }: ChatMessage): ModelMessage {
  return role === 'system' ? { role, content } : { role, content: [{ type: 'text', text: content }] }
}
