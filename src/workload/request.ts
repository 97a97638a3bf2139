import { checkOptions } from '../option-check/check-options.ts'
import { notAllowed } from '../option-check/sentences.ts'
import { isLengthDistribution, type LengthDistribution } from './lengths.ts'
import type { Prompt, Sampling } from './prompt.ts'
import { type ChatInput, chatPrompts } from './prompts/chat-prompts.ts'
import { type Completion, completionPrompts } from './prompts/completion-prompts.ts'
import { drawLengths, type PromptSetSize, usualPrompts } from './prompts/prompt-set.ts'
import { requestCalls } from './request-calls.ts'
import type { RequestDefinition } from './request-definition.ts'
import { requestSchema } from './request-schema.ts'

export type { ChatInput } from './prompts/chat-prompts.ts'
export type { Completion } from './prompts/completion-prompts.ts'

/** Options of `complete` and `chat`. */
export interface RequestOptions {
  /**
   * Most tokens generated, or a distribution of it: see `lengths`. Default 64; for ShareGPT the
   * estimated length of each recorded answer.
   */
  maxTokens?: number | LengthDistribution
  /** Temperature: 0 (the default) is greedy; above it the whole distribution is sampled, without top-k or top-p. */
  temperature?: number
  /** Seed of sampling, of `{ tokens }` prompts and of drawn lengths; request `i` uses `seed + i`. Default 0. */
  seed?: number
  /** Generate to `maxTokens` past the end-of-sequence token, so that the work is equal. */
  ignoreEos?: boolean
  /** Distinct prompts prepared where lengths are drawn or ShareGPT is read. Default 1000. */
  prompts?: number
}

const usualMaxTokens = 64

/**
 * The request of `complete`.
 * @throws LlmBenchError `invalid-workload` naming the option and the value
 */
export function completionDefinition(input: Completion, options: RequestOptions, root: string): RequestDefinition {
  return define('completion', options, (size) => completionPrompts(input, size, root))
}

/**
 * The request of `chat`.
 * @throws LlmBenchError `invalid-workload` naming the option and the value
 */
export function chatDefinition(input: ChatInput, options: RequestOptions, root: string): RequestDefinition {
  return define('chat', options, (size) => chatPrompts(input, size, root))
}

function define(
  kind: RequestDefinition['kind'],
  options: RequestOptions,
  promptsOf: (size: PromptSetSize) => Prompt[],
): RequestDefinition {
  checkOptions(requestSchema, options, { call: requestCalls[kind], code: 'invalid-workload' })
  const { maxTokens, temperature = 0, seed = 0, ignoreEos = false, prompts: asked } = options
  const size: PromptSetSize = { asked: asked ?? null, seed }
  const prompts = withAnswerLengths(promptsOf(size), maxTokens, size)
  if (prompts.length === 0) {
    throw notAllowed(kind === 'chat' ? 'chat(messages)' : 'complete(prompt)', 'a list of no prompt', 'at least one', {
      code: 'invalid-workload',
    })
  }
  const most = Math.max(...prompts.map((prompt) => prompt.maxTokens ?? 0)) || undefined
  const sampling: Sampling = {
    maxTokens: typeof maxTokens === 'number' ? maxTokens : (most ?? usualMaxTokens),
    temperature,
    seed,
    ignoreEos,
  }
  return { kind, prompts, sampling }
}

/** Prompts with the length of their answers: the user's goes before the one a recorded prompt brought with it. */
function withAnswerLengths(
  prompts: Prompt[],
  maxTokens: RequestOptions['maxTokens'],
  { asked, seed }: PromptSetSize,
): Prompt[] {
  if (maxTokens === undefined) return prompts
  if (isLengthDistribution(maxTokens)) {
    const count = prompts.length === 0 ? 0 : Math.max(prompts.length, asked ?? usualPrompts)
    return drawLengths(maxTokens, count, seed, 'output').map((drawn, place) =>
      withAnswerLength(prompts[place % prompts.length] as Prompt, drawn),
    )
  }
  return prompts.map((prompt) => withAnswerLength(prompt, null))
}

function withAnswerLength(
  { maxTokens: _recorded, maxTokensEstimated: _estimated, ...prompt }: Prompt,
  tokens: number | null,
): Prompt {
  return tokens === null ? prompt : { ...prompt, maxTokens: tokens }
}
