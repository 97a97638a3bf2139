import { formatCount } from '../../figures.ts'
import { at, isObject, listOf, numberOf } from '../../json.ts'
import { placesOf } from './places.ts'

/** Vectors of an answer in the order of their texts, or what is wrong with them. */
export type ReadVectors =
  | { readonly vectors: readonly (readonly number[])[]; readonly problem: null }
  | { readonly vectors: null; readonly problem: string }

/** Texts that were sent, and what is known of their vectors. */
export interface WantedVectors {
  readonly texts: number
  /** Numbers of a vector that were asked for; null where the model decides. */
  readonly dimensions: number | null
}

/**
 * Entries of an answer with vectors, in the shape of OpenAI (vLLM, llama-server, Ollama, TEI, infinity: `data` with
 * `index` and `embedding`), of Cohere and Ollama's own (`embeddings`), or of TEI's and llama-server's own (a list);
 * null for anything else.
 */
export function vectorEntries(json: unknown): readonly unknown[] | null {
  const listed = listOf(at(json, 'data')) ?? listOf(json)
  if (listed !== null) return listed.every((entry) => isEntry(entry)) ? listed : null
  const embeddings = at(json, 'embeddings')
  return listOf(embeddings) ?? listOf(at(embeddings, 'float')) ?? listOf(at(embeddings, 'base64'))
}

function isEntry(entry: unknown): boolean {
  return Array.isArray(entry) || (isObject(entry) && entry['embedding'] !== undefined)
}

/** Puts vectors into the order of their texts. Each must be there once, as long as the others, and no zero. */
export function readVectors(entries: readonly unknown[], { texts, dimensions }: WantedVectors): ReadVectors {
  if (entries.length !== texts)
    return wrong(`${formatCount(entries.length)} vectors came for ${formatCount(texts)} texts`)
  const places = placesOf(entries, texts)
  if (typeof places === 'string') return wrong(places)
  const vectors: (readonly number[])[] = []
  for (const [position, entry] of entries.entries()) {
    const place = places[position] as number
    const vector = numbersIn(isObject(entry) ? entry['embedding'] : entry)
    if (typeof vector === 'string') return wrong(`the vector of text ${place} ${vector}`)
    const problem = vectorProblem(vector)
    if (problem !== null) return wrong(`the vector of text ${place} ${problem}`)
    vectors[place] = vector
  }
  const lengths = new Set(vectors.map(({ length }) => length))
  if (lengths.size > 1) return wrong(`vectors of ${[...lengths].join(' and ')} numbers came in one answer`)
  const [length = 0] = lengths
  if (dimensions !== null && length !== dimensions)
    return wrong(
      `vectors of ${formatCount(length)} numbers came where option dimensions asks for ${formatCount(dimensions)}`,
    )
  return { vectors, problem: null }
}

function wrong(problem: string): ReadVectors {
  return { vectors: null, problem }
}

/** The fault of a vector's numbers, in words; null for none. */
export function vectorProblem(vector: readonly number[]): string | null {
  if (vector.length === 0) return 'is empty'
  if (vector.some((value) => !Number.isFinite(value))) return 'has numbers that are not finite (NaN or infinity)'
  return vector.every((value) => value === 0) ? 'is all zeros, which has no direction' : null
}

/** The numbers of a vector as JSON or base64 of little-endian float32 has them; or what it is instead. */
function numbersIn(value: unknown): number[] | string {
  if (typeof value === 'string') return fromBase64(value)
  const list = listOf(value)
  if (list === null) return 'is no list of numbers'
  if (list.length > 0 && list.every(Array.isArray)) {
    const [only] = list
    // llama-server's own path wraps one vector in a list.
    return list.length === 1
      ? numbersIn(only)
      : 'is a vector for each token: start the server with a pooling, such as --pooling mean'
  }
  const numbers = list.map((number) => numberOf(number) ?? Number.NaN)
  return numbers
}

const floatBytes = 4

function fromBase64(text: string): number[] | string {
  const bytes = Buffer.from(text, 'base64')
  const isBase64 = /^[\w+/-]*={0,2}$/.test(text)
  if (!isBase64 || bytes.length % floatBytes !== 0) return 'is no base64 of 32-bit floats'
  return Array.from({ length: bytes.length / floatBytes }, (_, place) => bytes.readFloatLE(place * floatBytes))
}
