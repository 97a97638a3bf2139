import type { LlmBenchError } from '../../errors.ts'
import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { readJsonLines } from '../jsonl.ts'
import type { ChatMessage, Conversation, MessagesPrompt, Prompt } from '../prompt.ts'
import { isConversation } from './conversation.ts'
import { checkedExpected, expectedOf, holdsPrompt } from './expected.ts'
import { jsonlSchema } from './prompts-schema.ts'
import type { PromptSetSize } from './prompt-set.ts'
import { type ShareGptInput, shareGptPrompts } from './share-gpt.ts'
import { tokenPrompts, type TokensInput } from './token-prompts.ts'

/** Messages with the answer that is expected of them, for scorers: no model sees that. */
export interface ExpectedChat {
  /** A text is one user message. */
  readonly messages: string | readonly ChatMessage[]
  /** Any JSON value: most scorers want a text, or a list of texts that are as good as one another. */
  readonly expected?: unknown
}

/** Prompts as `chat` takes them. */
export type ChatInput =
  | string
  | ExpectedChat
  | readonly ExpectedChat[]
  | readonly ChatMessage[]
  | readonly (readonly ChatMessage[])[]
  | Conversation
  | readonly Conversation[]
  | TokensInput
  | ShareGptInput
  | { readonly jsonl: string }

const call = optionsOf('chat')

/**
 * The prompts of a chat.
 * @throws LlmBenchError `invalid-workload` naming the value, or the file and the line
 */
export function chatPrompts(input: ChatInput, size: PromptSetSize, root: string): Prompt[] {
  if (typeof input === 'string') return [textMessage(input)]
  if (isConversation(input)) return [input]
  if (!isObjectOrList(input)) throw notMessages(input)
  if ('jsonl' in input) {
    checkOptions(jsonlSchema, input, { call, code: 'invalid-workload' })
    return readJsonLines(input.jsonl, root, ({ messages, ...line }) =>
      areMessages(messages)
        ? { ...messagesPrompt(messages), ...expectedOf(line) }
        : 'messages (a list of { role, content })',
    )
  }
  if ('shareGPT' in input) return shareGptPrompts(input, size, { root, call })
  if ('tokens' in input) return tokenPrompts(input, size, call)
  if (holdsPrompt(input, 'messages')) return [expectedPrompt(input)]
  if (areExpected(input)) return input.map(expectedPrompt)
  return listPrompts(input)
}

function listPrompts(input: ChatList): Prompt[] {
  if (areConversations(input)) return [...input]
  return isListOfMessages(input) ? input.map(messagesPrompt) : [messagesPrompt(input)]
}

function textMessage(content: string): MessagesPrompt {
  return messagesPrompt([{ role: 'user', content }])
}

function expectedPrompt(given: unknown): MessagesPrompt {
  if (!holdsPrompt(given, 'messages')) throw notMessages(given)
  const { messages } = given
  const expected = checkedExpected(given, 'messages', call)
  return { ...(typeof messages === 'string' ? textMessage(messages) : messagesPrompt(messages)), ...expected }
}

function messagesPrompt(messages: unknown): MessagesPrompt {
  if (!areMessages(messages)) throw notMessages(messages)
  return { kind: 'messages', messages }
}

/**
 * The error of a value that is no prompt. A list that is not quite one of messages is the likeliest; the
 * other forms there are help with anything else.
 */
function notMessages(given: unknown): LlmBenchError {
  const list = "a list of { role: 'system' | 'user' | 'assistant', content: text }"
  const wanted = Array.isArray(given)
    ? list
    : `a text, ${list}, { messages, expected }, conversation([…]), { tokens }, { jsonl } or { shareGPT }`
  return notAllowed('chat(messages)', shown(given), wanted, { code: 'invalid-workload' })
}

function isObjectOrList(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

function areMessages(value: unknown): value is ChatMessage[] {
  return Array.isArray(value) && value.length > 0 && value.every(isMessage)
}

function isMessage(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { role, content } = value as { role?: unknown; content?: unknown }
  return ['system', 'user', 'assistant'].includes(String(role)) && typeof content === 'string'
}

type ChatList = readonly ChatMessage[] | readonly (readonly ChatMessage[])[] | readonly Conversation[]

function areExpected(input: unknown): input is readonly ExpectedChat[] {
  return Array.isArray(input) && input.length > 0 && holdsPrompt(input[0], 'messages')
}

function areConversations(input: ChatList): input is readonly Conversation[] {
  return input.length > 0 && input.every(isConversation)
}

function isListOfMessages(
  input: readonly ChatMessage[] | readonly (readonly ChatMessage[])[],
): input is readonly (readonly ChatMessage[])[] {
  return input.length > 0 && input.every((item) => Array.isArray(item))
}
