import { LlmBenchError } from '../errors.ts'
import { readJsonLines } from './jsonl.ts'
import type { ChatMessage, Prompt, Sampling } from './prompt.ts'
import type { RequestDefinition } from './workload.ts'

/** Options of `complete` and `chat`. */
export interface RequestOptions {
  /** Most tokens generated. Default 64. */
  maxTokens?: number
  /** 0 (the default) is greedy; above it the whole distribution is sampled, without top-k or top-p. */
  temperature?: number
  /** Seed of sampling and of `{ tokens }` prompts; request `i` uses `seed + i`. Default 0. */
  seed?: number
  /** Generate to `maxTokens` past the end-of-sequence token, so that the work is equal. */
  ignoreEos?: boolean
}

/** What `complete` takes. */
export type Completion =
  | string
  | readonly string[]
  | { readonly tokens: number }
  | { readonly jsonl: string }

/** What `chat` takes. */
export type ChatInput =
  | string
  | readonly ChatMessage[]
  | readonly (readonly ChatMessage[])[]
  | { readonly jsonl: string }

/** @throws LlmBenchError `invalid-workload` naming the option and the value */
export function completionDefinition(
  input: Completion,
  options: RequestOptions,
  root: string,
): RequestDefinition {
  return define('completion', completionPrompts(input, root), options)
}

/** @throws LlmBenchError `invalid-workload` naming the option and the value */
export function chatDefinition(input: ChatInput, options: RequestOptions, root: string): RequestDefinition {
  return define('chat', chatPrompts(input, root), options)
}

function define(
  kind: RequestDefinition['kind'],
  prompts: Prompt[],
  options: RequestOptions,
): RequestDefinition {
  const { maxTokens = 64, temperature = 0, seed = 0, ignoreEos = false, ...others } = options
  const [foreign] = Object.keys(others)
  if (foreign !== undefined) {
    throw invalid(`there is no option ${foreign}; there are maxTokens, temperature, seed, ignoreEos`)
  }
  if (prompts.length === 0) throw invalid('the list of prompts is empty: give at least one')
  if (!Number.isInteger(maxTokens) || maxTokens < 1) {
    throw invalid(`option maxTokens is ${maxTokens}: give a whole number of at least 1`)
  }
  if (!(temperature >= 0) || !Number.isFinite(temperature)) {
    throw invalid(`option temperature is ${temperature}: give 0 (greedy) or more`)
  }
  if (!Number.isInteger(seed) || seed < 0) {
    throw invalid(`option seed is ${seed}: give a whole number of at least 0`)
  }
  const sampling: Sampling = { maxTokens, temperature, seed, ignoreEos }
  return { kind, prompts, sampling }
}

function completionPrompts(input: Completion, root: string): Prompt[] {
  if (typeof input === 'string') return [textPrompt(input)]
  if ('jsonl' in input) {
    return readJsonLines(input.jsonl, root, ({ prompt }) =>
      typeof prompt === 'string' && prompt !== '' ? textPrompt(prompt) : 'prompt (a text)',
    )
  }
  if ('tokens' in input) {
    if (!Number.isInteger(input.tokens) || input.tokens < 1) {
      throw invalid(`prompt { tokens: ${input.tokens} }: give a whole number of at least 1`)
    }
    return [{ kind: 'tokens', count: input.tokens }]
  }
  return input.map(textPrompt)
}

function chatPrompts(input: ChatInput, root: string): Prompt[] {
  if (typeof input === 'string') return [messagesPrompt([{ role: 'user', content: input }])]
  if ('jsonl' in input) {
    return readJsonLines(input.jsonl, root, ({ messages }) =>
      isConversation(messages) ? messagesPrompt(messages) : 'messages (a list of { role, content })',
    )
  }
  return isListOfConversations(input) ? input.map(messagesPrompt) : [messagesPrompt(input)]
}

function textPrompt(text: string): Prompt {
  if (typeof text !== 'string' || text === '') {
    throw invalid(`a prompt is ${JSON.stringify(text)}: give a text of at least one character`)
  }
  return { kind: 'text', text }
}

function messagesPrompt(messages: readonly ChatMessage[]): Prompt {
  if (!isConversation(messages)) {
    throw invalid(
      `chat messages are ${shown(messages)}: give a list of { role: 'system' | 'user' | 'assistant', content: text }`,
    )
  }
  return { kind: 'messages', messages }
}

function isConversation(value: unknown): value is ChatMessage[] {
  return Array.isArray(value) && value.length > 0 && value.every(isMessage)
}

function isMessage(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { role, content } = value as { role?: unknown; content?: unknown }
  return ['system', 'user', 'assistant'].includes(String(role)) && typeof content === 'string'
}

function isListOfConversations(
  input: readonly ChatMessage[] | readonly (readonly ChatMessage[])[],
): input is readonly (readonly ChatMessage[])[] {
  return input.length > 0 && input.every((item) => Array.isArray(item))
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

function invalid(message: string): LlmBenchError {
  return new LlmBenchError('invalid-workload', message)
}
