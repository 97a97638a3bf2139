import { type Call, optionsOf } from '../option-check/call.ts'
import type { RequestDefinition } from './request-definition.ts'

/** The call that asks for requests, as a message about one of its options writes it. */
export const requestCalls: Readonly<Record<RequestDefinition['kind'], Call>> = {
  completion: optionsOf('complete', 'prompt'),
  chat: optionsOf('chat', 'messages'),
}
