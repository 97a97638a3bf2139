import { resolve } from 'node:path'
import { jsonItems } from '../files/json-items.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { shown } from '../../option-check/shown.ts'
import { invalidWorkload } from '../invalid-workload.ts'
import type { ChatMessage, Conversation, MessagesPrompt } from '../prompt.ts'
import { type PromptSetSize, usualPrompts } from './prompt-set.ts'
import type { PromptSource } from './prompt-source.ts'
import { shareGptSchema } from './prompts-schema.ts'

/** Recorded conversations in ShareGPT's format. */
export interface ShareGptInput {
  /** JSON array of `{ conversations: [{ from, value }, …] }`; relative to the project's root. */
  readonly shareGPT: string
  /** Fewest user turns with an answer; shorter conversations are skipped. Default 1. */
  readonly minTurns?: number
  /** Ask every user turn, one after the other, instead of the first alone. Default false. */
  readonly multiTurn?: boolean
  /** Most estimated tokens of the questions and their recorded answers; longer ones are skipped. Default 2048. */
  readonly maxLength?: number
}

/** Characters a token stands for, as an estimate. */
const charactersPerToken = 4

/** A recorded conversation as question and answer, in turn. */
interface Recorded {
  readonly system: string | null
  readonly pairs: readonly { readonly question: string; readonly answer: string }[]
}

/**
 * The first usable conversations of a file. Each prompt's `maxTokens` is the length of the recorded
 * answer, estimated from its characters; of several turns the mean.
 *
 * @throws LlmBenchError `invalid-workload` naming the file and the conversation
 */
export function shareGptPrompts(
  input: ShareGptInput,
  size: PromptSetSize,
  { root, call }: PromptSource,
): (MessagesPrompt | Conversation)[] {
  checkOptions(shareGptSchema, input, { call, code: 'invalid-workload' })
  const { shareGPT, minTurns = 1, multiTurn = false, maxLength = 2048 } = input
  const file = resolve(root, shareGPT)
  const wanted = size.asked ?? usualPrompts
  const prompts: (MessagesPrompt | Conversation)[] = []
  for (const recorded of recordedIn(file)) {
    const asked = { ...recorded, pairs: multiTurn ? recorded.pairs : recorded.pairs.slice(0, 1) }
    if (recorded.pairs.length < minTurns || lengthOf(asked) > maxLength) continue
    prompts.push(multiTurn ? wholeConversation(asked) : firstQuestion(asked))
    if (prompts.length >= wanted) break
  }
  if (prompts.length === 0) {
    throw invalidWorkload(
      `${file}: no conversation has ${minTurns} answered turns within ${maxLength} estimated tokens: ` +
        'lower minTurns or raise maxLength',
    )
  }
  return prompts
}

function firstQuestion({ system, pairs }: Recorded): MessagesPrompt {
  const messages: ChatMessage[] = [{ role: 'user', content: pairs[0]?.question ?? '' }]
  if (system !== null) messages.unshift({ role: 'system', content: system })
  return { kind: 'messages', messages, ...answerLength(pairs) }
}

function wholeConversation({ system, pairs }: Recorded): Conversation {
  return {
    kind: 'conversation',
    system,
    turns: pairs.map(({ question }) => question),
    thinkMs: 0,
    ...answerLength(pairs),
  }
}

function answerLength(pairs: Recorded['pairs']): { maxTokens: number; maxTokensEstimated: true } {
  const total = pairs.reduce((sum, { answer }) => sum + estimated(answer), 0)
  return { maxTokens: Math.max(1, Math.round(total / pairs.length)), maxTokensEstimated: true }
}

function lengthOf({ system, pairs }: Recorded): number {
  return (
    estimated(system ?? '') +
    pairs.reduce((sum, { question, answer }) => sum + estimated(question) + estimated(answer), 0)
  )
}

function estimated(text: string): number {
  return Math.round(text.length / charactersPerToken)
}

function* recordedIn(file: string): Generator<Recorded, void, void> {
  let number = 0
  try {
    for (const text of jsonItems(file)) {
      number++
      const recorded = recordedOf(JSON.parse(text))
      if (recorded === null) {
        throw invalidWorkload(
          `${file}: item ${number} is ${shown(text.slice(0, 60))}: give { conversations: [{ from, value }, …] }`,
        )
      }
      if (recorded.pairs.length > 0) yield recorded
    }
  } catch (error) {
    if (error instanceof SyntaxError)
      throw invalidWorkload(`${file}: after item ${number}: ${error.message}: give a JSON array`, error)
    const { code } = error as NodeJS.ErrnoException
    if (code === 'invalid-workload') throw error
    throw invalidWorkload(
      `conversations file "${file}" cannot be read (${code}): give a path relative to the project's root`,
      error,
    )
  }
}

const roles: ReadonlyMap<unknown, ChatMessage['role']> = new Map([
  ['system', 'system'],
  ['human', 'user'],
  ['user', 'user'],
  ['gpt', 'assistant'],
  ['chatgpt', 'assistant'],
  ['assistant', 'assistant'],
] as const)

/** Questions with their answers, from the start to the first that has none; null for another format. */
function recordedOf(item: unknown): Recorded | null {
  const turns = (item as { conversations?: unknown } | null)?.conversations
  if (!Array.isArray(turns)) return null
  const messages = turns.map((turn: { from?: unknown; value?: unknown } | null) => ({
    role: roles.get(turn?.from),
    content: typeof turn?.value === 'string' ? turn.value : '',
  }))
  const system = messages[0]?.role === 'system' ? messages.shift()?.content || null : null
  const pairs: { question: string; answer: string }[] = []
  for (let place = 0; place + 1 < messages.length; place += 2) {
    const [question, answer] = messages.slice(place, place + 2)
    if (question?.role !== 'user' || answer?.role !== 'assistant' || question.content === '' || answer.content === '')
      break
    pairs.push({ question: question.content, answer: answer.content })
  }
  return { system, pairs }
}
