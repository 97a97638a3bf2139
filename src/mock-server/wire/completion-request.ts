import { isObject } from '../../json.ts'
import { mostTokens } from '../most-tokens.ts'
import type { Settings } from '../settings.ts'
import { wordsOf } from '../answers/words.ts'

/** A client's request for tokens, read out of its body. */
export interface CompletionRequest {
  readonly model: string
  readonly stream: boolean
  readonly includeUsage: boolean
  /** Tokens of the prompt, each one word; numbers where a prompt of token ids was sent. */
  readonly promptTokens: readonly (string | number)[]
  /** Value of `max_completion_tokens` or `max_tokens`; null where neither is given. */
  readonly maxTokens: number | null
  readonly minTokens: number
  readonly ignoreEos: boolean
  readonly body: Readonly<Record<string, unknown>>
}

/** A request that is refused, as the API words it. */
export class RefusedRequest extends Error {
  readonly status: number
  readonly code: string | null

  constructor(status: number, message: string, code: string | null = null) {
    super(message)
    this.status = status
    this.code = code
  }
}

/**
 * Reads the body of a request.
 * @throws RefusedRequest 400 for a body that cannot be understood, 404 for a model that is not served
 */
export function readCompletionRequest(bytes: Buffer, chat: boolean, models: readonly string[]): CompletionRequest {
  const body = parse(bytes)
  const promptTokens = chat ? chatTokens(body['messages']) : promptWords(body['prompt'])
  const { model = models[0], n = 1 } = body
  if (typeof model !== 'string') throw new RefusedRequest(400, "'model' must be a string")
  if (!models.includes(model)) {
    throw new RefusedRequest(404, `The model \`${model}\` does not exist`, 'model_not_found')
  }
  if (n !== 1) throw new RefusedRequest(400, "'n' must be 1: one answer is given")
  const options = body['stream_options']
  return {
    model,
    stream: body['stream'] === true,
    includeUsage: isObject(options) && options['include_usage'] === true,
    promptTokens,
    maxTokens: count(body, 'max_completion_tokens', 1) ?? count(body, 'max_tokens', 1),
    minTokens: count(body, 'min_tokens', 0) ?? 0,
    ignoreEos: body['ignore_eos'] === true,
    body,
  }
}

/** Number of tokens that are answered, and the reason why there are no more. */
export function answerLength(
  { maxTokens, minTokens, ignoreEos }: CompletionRequest,
  { earlyStop }: Pick<Settings, 'earlyStop'>,
  natural: number,
): { tokens: number; reason: 'stop' | 'length' } {
  const most = Math.min(maxTokens ?? Number.POSITIVE_INFINITY, mostTokens)
  const wanted = ignoreEos && maxTokens !== null ? most : Math.max(natural, minTokens)
  const tokens = Math.min(wanted, most)
  if (earlyStop !== null && earlyStop < tokens) return { tokens: earlyStop, reason: 'stop' }
  return { tokens, reason: tokens === maxTokens ? 'length' : 'stop' }
}

function parse(bytes: Buffer): Record<string, unknown> {
  let body: unknown
  try {
    body = JSON.parse(bytes.toString())
  } catch {
    throw new RefusedRequest(400, 'the request body is not JSON')
  }
  if (!isObject(body)) throw new RefusedRequest(400, 'the request body is not a JSON object')
  return body
}

function chatTokens(messages: unknown): string[] {
  if (!Array.isArray(messages) || messages.length === 0) {
    throw new RefusedRequest(400, "'messages' must be a list with at least one message")
  }
  return messages.flatMap((message: unknown) => {
    if (!isObject(message)) throw new RefusedRequest(400, "each of 'messages' must be an object")
    const { content } = message
    if (typeof content === 'string') return wordsOf(content)
    // A message of several parts: only text has words.
    if (Array.isArray(content)) {
      return content.flatMap((part: unknown) =>
        isObject(part) && typeof part['text'] === 'string' ? wordsOf(part['text']) : [],
      )
    }
    return []
  })
}

function promptWords(prompt: unknown): (string | number)[] {
  const one: unknown =
    Array.isArray(prompt) && prompt.length === 1 && typeof prompt[0] !== 'number' ? prompt[0] : prompt
  if (typeof one === 'string') return wordsOf(one)
  if (Array.isArray(one) && one.every((id): id is number => typeof id === 'number')) return one
  throw new RefusedRequest(400, "'prompt' must be one text or one list of token ids")
}

function count(body: Readonly<Record<string, unknown>>, name: string, least: number): number | null {
  const value = body[name] ?? null
  if (value === null) return null
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least) {
    throw new RefusedRequest(400, `'${name}' must be a whole number of at least ${least}`)
  }
  return value
}
