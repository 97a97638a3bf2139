import { type Call, optionsOf } from '../option-check/call.ts'
import type { RequestDefinition } from './request-definition.ts'

/** How the call that asks for requests is written in a message about one of its options. */
export const requestCalls: Readonly<Record<RequestDefinition['kind'], Call>> = {
  completion: optionsOf('complete', 'prompt'),
  chat: optionsOf('chat', 'messages'),
}
