import type { LlmBenchError } from '../../errors.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { readJsonLines } from '../jsonl.ts'
import { checkPassedOn } from '../passed-on.ts'
import type { TextPrompt, TextsPrompt } from '../prompt.ts'
import { jsonlSchema } from '../prompts/prompts-schema.ts'
import { tokenPrompts, type TokensInput } from '../prompts/token-prompts.ts'
import { requestCalls } from '../request-calls.ts'
import type { RequestDefinition } from '../request-definition.ts'
import { textOfTokens } from '../words/text-of-tokens.ts'
import type { EmbedOptions, EndpointEmbedOptions } from './items-options.ts'
import { itemsSchemas } from './items-schema.ts'
import { itemsDefinition } from './items-definition.ts'

/** Texts as `embed` takes them. */
export type EmbedInput = string | readonly string[] | TokensInput | { readonly jsonl: string }

const call = requestCalls.embedding
const code = 'invalid-workload'

/** Distinct texts of a `{ tokens }` input. */
const usualTexts = 256

const reserved: ReadonlyMap<string, string> = new Map([
  ['input', 'the texts to embed()'],
  ['model', "the endpoint's option model"],
  ['dimensions', 'option dimensions'],
  ['encoding_format', 'option encodingFormat'],
])

/**
 * The requests of a local model's `embed`.
 * @throws LlmBenchError `invalid-workload` naming the option and the value
 */
export function embedDefinition(input: EmbedInput, options: EmbedOptions, root: string): RequestDefinition {
  checkOptions(itemsSchemas.embed, options, { call, code })
  return define(input, options, root)
}

/**
 * The requests of an endpoint's `embed`, and the further fields of their bodies.
 * @throws LlmBenchError `invalid-workload` naming the option and the value
 */
export function endpointEmbedRequest(
  input: EmbedInput,
  options: EndpointEmbedOptions,
  root: string,
): { readonly request: RequestDefinition; readonly body: Readonly<Record<string, unknown>> } {
  checkOptions(itemsSchemas.endpointEmbed, options, { call, code })
  const { encodingFormat, body = {}, ...others } = options
  checkPassedOn(body, { call, option: 'body', reserved })
  return {
    request: define(input, others, root),
    body: { ...(encodingFormat === undefined ? {} : { encoding_format: encodingFormat }), ...body },
  }
}

function define(
  input: EmbedInput,
  { batch = 1, dimensions, seed = 0, prompts }: EmbedOptions,
  root: string,
): RequestDefinition {
  const texts = textsOf(input, seed, prompts ?? usualTexts, root)
  if (texts.length === 0) throw notAllowed('embed(texts)', 'a list of no text', 'at least one', { code })
  return itemsDefinition('embedding', batchesOf(texts, batch, dimensions ?? null), seed)
}

/** Batches of the texts in their order; the last is filled from the start of the list, so that all are alike. */
function batchesOf(texts: readonly string[], batch: number, dimensions: number | null): TextsPrompt[] {
  return Array.from({ length: Math.ceil(texts.length / batch) }, (_, place) => ({
    kind: 'texts',
    dimensions,
    texts: Array.from({ length: batch }, (_text, offset) => texts[(place * batch + offset) % texts.length] as string),
  }))
}

function textsOf(input: EmbedInput, seed: number, asked: number, root: string): string[] {
  if (typeof input === 'string') return [checked(input)]
  if (typeof input !== 'object' || input === null) throw noTexts(input)
  if ('jsonl' in input) {
    checkOptions(jsonlSchema, input, { call, code })
    const lines = readJsonLines(input.jsonl, root, ({ text }) =>
      typeof text === 'string' && text !== '' ? { kind: 'text', text } : 'text (a text)',
    ) as TextPrompt[]
    return lines.map(({ text }) => text)
  }
  if ('tokens' in input) {
    const drawn = tokenPrompts(input, { asked, seed }, call)
    return Array.from({ length: asked }, (_, place) =>
      textOfTokens(drawn[place % drawn.length]?.count ?? 1, seed + place),
    )
  }
  if (!Array.isArray(input)) throw noTexts(input)
  return input.map(checked)
}

function checked(text: unknown): string {
  if (typeof text !== 'string' || text === '') throw noTexts(text, 'a text of at least one character')
  return text
}

function noTexts(given: unknown, wanted = 'a text, a list of texts, { tokens } or { jsonl }'): LlmBenchError {
  return notAllowed('embed(texts)', shown(given), wanted, { code })
}
