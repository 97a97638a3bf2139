import type { LlmBenchError } from '../../errors.ts'
import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { readJsonLines } from '../jsonl.ts'
import type { Prompt, TextPrompt } from '../prompt.ts'
import { checkedExpected, expectedOf, holdsPrompt } from './expected.ts'
import { jsonlSchema } from './prompts-schema.ts'
import type { PromptSetSize } from './prompt-set.ts'
import { tokenPrompts, type TokensInput } from './token-prompts.ts'

/** A prompt with the answer that is expected of it, for scorers: no model sees that. */
export interface ExpectedCompletion {
  readonly prompt: string
  /** Any JSON value: most scorers want a text, or a list of texts that are as good as one another. */
  readonly expected?: unknown
}

/** Prompts as `complete` takes them. */
export type Completion =
  | string
  | ExpectedCompletion
  | readonly (string | ExpectedCompletion)[]
  | TokensInput
  | { readonly jsonl: string }

const call = optionsOf('complete')

/**
 * The prompts of a completion.
 * @throws LlmBenchError `invalid-workload` naming the value, or the file and the line
 */
export function completionPrompts(input: Completion, size: PromptSetSize, root: string): Prompt[] {
  if (typeof input === 'string') return [textPrompt(input)]
  if (typeof input !== 'object' || input === null) throw noPrompt(input)
  if ('jsonl' in input) {
    checkOptions(jsonlSchema, input, { call, code: 'invalid-workload' })
    return readJsonLines(input.jsonl, root, ({ prompt, ...line }) =>
      typeof prompt === 'string' && prompt !== '' ? { ...textPrompt(prompt), ...expectedOf(line) } : 'prompt (a text)',
    )
  }
  if ('tokens' in input) return tokenPrompts(input, size, call)
  if (Array.isArray(input)) return input.map(promptOf)
  if (!holdsPrompt(input, 'prompt')) throw noPrompt(input)
  return [promptOf(input)]
}

function promptOf(given: unknown): TextPrompt {
  if (!holdsPrompt(given, 'prompt')) return textPrompt(given)
  const expected = checkedExpected(given, 'prompt', call)
  return { ...textPrompt(given.prompt), ...expected }
}

function textPrompt(text: unknown): TextPrompt {
  if (typeof text !== 'string' || text === '') throw noPrompt(text, 'a text of at least one character')
  return { kind: 'text', text }
}

function noPrompt(
  given: unknown,
  wanted = 'a text, a list of texts, { prompt, expected }, { tokens } or { jsonl }',
): LlmBenchError {
  return notAllowed('complete(prompt)', shown(given), wanted, { code: 'invalid-workload' })
}
