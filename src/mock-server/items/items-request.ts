import { isObject } from '../../json.ts'
import { wordsOf } from '../answers/words.ts'
import { RefusedRequest } from '../wire/completion-request.ts'

/** A client's request for vectors or scores. */
export interface ItemsRequest {
  readonly model: string
  /** Texts to embed, or documents to rank. */
  readonly items: readonly string[]
  /** Null of an embedding. */
  readonly query: string | null
  /** Numbers of a vector that were asked for; null for the server's own. */
  readonly dimensions: number | null
  readonly base64: boolean
  /** Best documents that were asked for; null for all. */
  readonly topN: number | null
  /** Words of everything that is read: the query once for each document. */
  readonly tokens: number
}

/**
 * Reads the body of a request for vectors or scores, by the names of OpenAI, Jina, Cohere, Voyage and TEI.
 * @throws RefusedRequest 400 for a body that cannot be understood, 404 for a model that is not served
 */
export function readItemsRequest(bytes: Buffer, kind: 'embedding' | 'rerank', models: readonly string[]): ItemsRequest {
  const body = parse(bytes)
  const { model = models[0], query } = body
  if (typeof model !== 'string') throw new RefusedRequest(400, "'model' must be a string")
  if (!models.includes(model)) throw new RefusedRequest(404, `The model \`${model}\` does not exist`, 'model_not_found')
  const isRanking = kind === 'rerank'
  const items = isRanking
    ? textsIn(body['documents'] ?? body['texts'], 'documents')
    : textsIn(body['input'] ?? body['inputs'] ?? body['texts'], 'input')
  if (isRanking && typeof query !== 'string') throw new RefusedRequest(400, "'query' must be a string")
  const read = items.reduce((sum, text) => sum + wordsOf(text).length, 0)
  return {
    model,
    items,
    query: isRanking ? String(query) : null,
    dimensions: whole(body, 'dimensions') ?? whole(body, 'output_dimension'),
    base64: [body['encoding_format'], body['embedding_type'], ...listed(body['embedding_types'])].includes('base64'),
    topN: whole(body, 'top_n') ?? whole(body, 'top_k'),
    tokens: read + (isRanking ? items.length * wordsOf(String(query)).length : 0),
  }
}

function parse(bytes: Buffer): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(bytes.toString())
    if (isObject(body)) return body
  } catch {
    // It is refused below.
  }
  throw new RefusedRequest(400, 'the request body is not a JSON object')
}

function textsIn(value: unknown, name: string): string[] {
  const texts: readonly unknown[] = typeof value === 'string' ? [value] : Array.isArray(value) ? value : []
  const isTexts = texts.length > 0 && texts.every((text) => typeof text === 'string' && text !== '')
  if (!isTexts) throw new RefusedRequest(400, `'${name}' must be one text or a list of texts`)
  return texts as string[]
}

function listed(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function whole(body: Readonly<Record<string, unknown>>, name: string): number | null {
  const value = body[name] ?? null
  if (value === null) return null
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1)
    throw new RefusedRequest(400, `'${name}' must be a whole number of at least 1`)
  return value
}
