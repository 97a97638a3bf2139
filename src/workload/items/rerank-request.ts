import { checkOptions } from '../../option-check/check-options.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { checkPassedOn } from '../passed-on.ts'
import { requestCalls } from '../request-calls.ts'
import type { RequestDefinition } from '../request-definition.ts'
import type { EndpointRerankOptions, RerankOptions } from './items-options.ts'
import { itemsDefinition } from './items-definition.ts'
import { itemsSchemas } from './items-schema.ts'

/** A query, or several to rotate through, and the documents that each of them ranks. */
export interface RerankInput {
  readonly query: string | readonly string[]
  readonly documents: readonly string[]
}

const call = requestCalls.rerank
const code = 'invalid-workload'

const reserved: ReadonlyMap<string, string> = new Map([
  ['query', 'the query to rerank()'],
  ['documents', 'the documents to rerank()'],
  ['model', "the endpoint's option model"],
  ['top_n', 'option topN'],
])

/**
 * The requests of a local model's `rerank`.
 * @throws LlmBenchError `invalid-workload` naming the option and the value
 */
export function rerankDefinition(input: RerankInput, options: RerankOptions): RequestDefinition {
  checkOptions(itemsSchemas.rerank, options, { call, code })
  return define(input, options)
}

/**
 * The requests of an endpoint's `rerank`, and the further fields of their bodies.
 * @throws LlmBenchError `invalid-workload` naming the option and the value
 */
export function endpointRerankRequest(
  input: RerankInput,
  options: EndpointRerankOptions,
): { readonly request: RequestDefinition; readonly body: Readonly<Record<string, unknown>> } {
  checkOptions(itemsSchemas.endpointRerank, options, { call, code })
  const { body = {}, ...others } = options
  checkPassedOn(body, { call, option: 'body', reserved })
  return { request: define(input, others), body }
}

function define({ query, documents }: RerankInput, { topN }: RerankOptions): RequestDefinition {
  const queries = typeof query === 'string' ? [query] : query
  assertTexts(queries, 'query', query)
  assertTexts(documents, 'documents', documents)
  const prompts = queries.map((text) => ({ kind: 'ranking', query: text, documents, topN: topN ?? null }) as const)
  return itemsDefinition('rerank', prompts, 0)
}

function assertTexts(texts: unknown, argument: string, given: unknown): void {
  const isTexts =
    Array.isArray(texts) && texts.length > 0 && texts.every((text) => typeof text === 'string' && text !== '')
  if (!isTexts) throw notAllowed(`rerank(${argument})`, shown(given), 'at least one text that is not empty', { code })
}
