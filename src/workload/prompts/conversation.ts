import { invalidWorkload, refuseForeignOptions, shown } from '../invalid-workload.ts'
import type { Conversation } from '../prompt.ts'

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
export function conversation(turns: readonly string[], options: ConversationOptions = {}): Conversation {
  if (!Array.isArray(turns) || turns.length === 0 || !turns.every((turn) => typeof turn === 'string' && turn !== '')) {
    throw invalidWorkload(
      `conversation(${shown(turns)}): give a list of user turns, each a text of at least one character`,
    )
  }
  const { system, think = 0, ...others } = options
  refuseForeignOptions(others, ['system', 'think'])
  if (system !== undefined && (typeof system !== 'string' || system === '')) {
    throw invalidWorkload(`conversation: option system is ${shown(system)}: give a text, or leave it out`)
  }
  if (!(think >= 0 && Number.isFinite(think))) {
    throw invalidWorkload(`conversation: option think is ${think}: give the milliseconds between two turns`)
  }
  return { kind: 'conversation', system: system ?? null, turns: [...turns], thinkMs: think }
}

/** Whether a value is a conversation that {@link conversation} made. */
export function isConversation(value: unknown): value is Conversation {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'conversation'
}
