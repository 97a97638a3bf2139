import { type Call, optionsOf } from '../option-check/call.ts'
import { noMore } from '../option-check/no-more.ts'
import type { RequestDefinition } from './request-definition.ts'

/** The call that asks for requests, as a message about one of its options writes it. */
export const requestCalls: Readonly<Record<RequestDefinition['kind'], Call>> = {
  completion: optionsOf('complete', 'prompt'),
  chat: optionsOf('chat', 'messages'),
  embedding: optionsOf('embed', 'texts'),
  rerank: optionsOf('rerank', 'query, documents'),
  task: optionsOf('task', 'name, execute'),
}

/**
 * Refuses what stands after the options of such a call.
 * @throws LlmBenchError `invalid-workload`
 */
export function noMoreThanAsked(kind: RequestDefinition['kind'], more: readonly unknown[]): void {
  noMore(requestCalls[kind](''), more, { code: 'invalid-workload' })
}
