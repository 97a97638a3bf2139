import { withNonce } from '../../workload/words/nonce.ts'
import { tokenText } from '../../workload/words/text-of-tokens.ts'
import type { ChatMessage } from '../../workload/prompt.ts'
import type { TextRequestKind } from '../../workload/request-definition.ts'
import { asSent, type RequestFields } from './request-fields.ts'
import { type RequestContent, type TextRequestPrompt, textRequestPrompt } from '../requester.ts'

/** Fields that the requests of one workload share. */
export interface BodyOptions {
  readonly kind: TextRequestKind
  readonly model: string
  readonly stream: boolean
  /** Seed of the nonces: of every run another, or a cache would know them. Null for none. */
  readonly nonceSeed: number | null
  /** Fields that are left out or renamed. */
  readonly fields: RequestFields
  readonly body: Readonly<Record<string, unknown>>
}

/** The JSON text of one request to an OpenAI-compatible endpoint. */
export function requestBody(options: BodyOptions, job: RequestContent): string {
  return JSON.stringify(asSent(usualBody(options, job), options.fields))
}

/** Names that the fields of such a request are sent under. */
export function sentNames(options: BodyOptions, job: RequestContent): string[] {
  return Object.keys(asSent(usualBody(options, job), options.fields))
}

function usualBody(options: BodyOptions, job: RequestContent): Readonly<Record<string, unknown>> {
  const { kind, model, stream, body, nonceSeed } = options
  const { sampling } = job
  // Every turn of a conversation starts as its first did: what was said before may well be cached.
  const asked = textRequestPrompt(job.prompt)
  const prompt = nonceSeed === null ? asked : withNonce(asked, job.index, nonceSeed)
  return {
    model,
    ...(kind === 'chat'
      ? { messages: messagesOf(prompt, job, nonceSeed) }
      : { prompt: textOf(prompt, job, nonceSeed) }),
    max_tokens: sampling.maxTokens,
    temperature: sampling.temperature,
    // Greedy decoding draws nothing.
    ...(sampling.temperature === 0 ? {} : { seed: sampling.seed + job.index }),
    // vLLM, llama-server and SGLang know these; they are sent only where the same work was asked for.
    ...(sampling.ignoreEos ? { ignore_eos: true, min_tokens: sampling.maxTokens } : {}),
    ...(stream ? { stream: true, stream_options: { include_usage: true } } : {}),
    ...body,
  }
}

function messagesOf(prompt: TextRequestPrompt, job: RequestContent, nonceSeed: number | null): readonly ChatMessage[] {
  return prompt.kind === 'messages' ? prompt.messages : [{ role: 'user', content: textOf(prompt, job, nonceSeed) }]
}

function textOf(prompt: TextRequestPrompt, { index, sampling }: RequestContent, nonceSeed: number | null): string {
  if (prompt.kind === 'text') return prompt.text
  if (prompt.kind === 'tokens') return tokenText(prompt, sampling.seed, index, nonceSeed)
  return prompt.messages.map(({ content }) => content).join('\n')
}
