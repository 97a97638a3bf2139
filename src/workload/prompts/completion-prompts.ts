import type { LlmBenchError } from '../../errors.ts'
import { invalidWorkload, shown } from '../invalid-workload.ts'
import { readJsonLines } from '../jsonl.ts'
import type { Prompt, TextPrompt } from '../prompt.ts'
import type { PromptSetSize } from './prompt-set.ts'
import { tokenPrompts, type TokensInput } from './token-prompts.ts'

/** What `complete` takes. */
export type Completion = string | readonly string[] | TokensInput | { readonly jsonl: string }

/** @throws LlmBenchError `invalid-workload` naming the value, or the file and the line */
export function completionPrompts(input: Completion, size: PromptSetSize, root: string): Prompt[] {
  if (typeof input === 'string') return [textPrompt(input)]
  if (typeof input !== 'object' || input === null) throw noPrompt(input)
  if ('jsonl' in input) {
    return readJsonLines(input.jsonl, root, ({ prompt }) =>
      typeof prompt === 'string' && prompt !== '' ? textPrompt(prompt) : 'prompt (a text)',
    )
  }
  if ('tokens' in input) return tokenPrompts(input, size)
  if (!Array.isArray(input)) throw noPrompt(input)
  return input.map(textPrompt)
}

function noPrompt(given: unknown): LlmBenchError {
  return invalidWorkload(`a prompt is ${shown(given)}: give a text, a list of texts, { tokens } or { jsonl }`)
}

function textPrompt(text: string): TextPrompt {
  if (typeof text !== 'string' || text === '') {
    throw invalidWorkload(`a prompt is ${shown(text)}: give a text of at least one character`)
  }
  return { kind: 'text', text }
}
