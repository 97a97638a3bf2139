import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { noMore } from '../../option-check/no-more.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import type { Conversation } from '../prompt.ts'
import { conversationSchema } from './prompts-schema.ts'

/** Options of {@link conversation}. */
export interface ConversationOptions {
  /** System message before the first turn. */
  system?: string
  /** Milliseconds between an answer's end and the next turn. Default 0. */
  think?: number
}

/**
 * Several turns with one user: each is asked when the answer before it has come, with everything
 * said so far. Every turn is a request of its own in the results.
 *
 * @example vllm.chat(conversation(['Why is the sky blue?', 'And at sunset?'], { think: 500 }))
 * @throws LlmBenchError `invalid-workload` naming the turn or the option
 */
export function conversation(turns: readonly string[], options?: ConversationOptions): Conversation
export function conversation(
  turns: readonly string[],
  options: ConversationOptions = {},
  ...more: unknown[]
): Conversation {
  const call = optionsOf('conversation', 'turns')
  noMore(call(''), more, { code: 'invalid-workload' })
  if (!Array.isArray(turns) || turns.length === 0 || !turns.every((turn) => typeof turn === 'string' && turn !== '')) {
    throw notAllowed(
      'conversation(turns)',
      shown(turns),
      'a list of user turns, each a text of at least one character',
      {
        code: 'invalid-workload',
      },
    )
  }
  checkOptions(conversationSchema, options, { call, code: 'invalid-workload' })
  const { system, think = 0 } = options
  return { kind: 'conversation', system: system ?? null, turns: [...turns], thinkMs: think }
}

/** Whether a value is a conversation that {@link conversation} made. */
export function isConversation(value: unknown): value is Conversation {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'conversation'
}
