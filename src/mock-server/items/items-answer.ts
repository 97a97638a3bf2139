import { createHash } from 'node:crypto'
import type { ItemsRequest } from './items-request.ts'
import type { MockItemsOptions } from './items-options.ts'

const usualDimensions = 8

/** Entry of a list of vectors or scores. */
type Entry = Record<string, unknown>

/** The JSON text of an answer with vectors or scores; of the fault that meets it, null for none. */
export function itemsAnswerText(asked: ItemsRequest, options: MockItemsOptions, fault: string | null): string {
  const { shape = 'openai', usage = 'prompt' } = options
  const isRanking = asked.query !== null
  const entries = isRanking ? scores(asked, fault) : vectors(asked, options, fault)
  const counts = countsOf(asked.tokens, usage)
  const { model } = asked
  const text = JSON.stringify(
    shape === 'list'
      ? isRanking
        ? entries.map(({ index, relevance_score: score }) => ({ index, score }))
        : entries.map(({ embedding }) => embedding)
      : isRanking
        ? ranking(entries, shape, { model, ...counts })
        : embeddings(entries, shape, { model, ...counts }),
  )
  // Python's JSON has numbers that JSON has not.
  return fault === 'nan' ? text.replaceAll('"<nan>"', 'NaN') : text
}

function ranking(entries: readonly Entry[], shape: string, rest: Entry): Entry {
  const { usage, ...others } = rest
  if (shape === 'cohere') return { id: 'mock', results: entries, meta: { billed_units: { search_units: 1 } } }
  return shape === 'data' ? { object: 'list', data: entries, ...rest } : { results: entries, ...others, ...told(usage) }
}

function embeddings(entries: readonly Entry[], shape: string, rest: Entry): Entry {
  if (shape === 'cohere') {
    const { usage } = rest
    const all = entries.map(({ embedding }) => embedding)
    const form = all.every((embedding) => typeof embedding === 'string') ? 'base64' : 'float'
    return { id: 'mock', embeddings: { [form]: all }, meta: { billed_units: billedTokens(usage) } }
  }
  return { object: 'list', data: entries, ...rest }
}

function told(usage: unknown): Entry {
  return usage === undefined ? {} : { usage }
}

function billedTokens(usage: unknown): unknown {
  return usage === undefined ? undefined : { input_tokens: (usage as Entry)['prompt_tokens'] }
}

function countsOf(tokens: number, kind: NonNullable<MockItemsOptions['usage']>): Entry {
  if (kind === 'absent') return {}
  if (kind === 'total') return { usage: { total_tokens: tokens } }
  const count = kind === 'zeros' ? 0 : kind === 'nonsense' ? -tokens : tokens
  return { usage: { prompt_tokens: count, total_tokens: count } }
}

function vectors(
  { items, dimensions, base64 }: ItemsRequest,
  { dimensions: own = usualDimensions, shuffled = false }: MockItemsOptions,
  fault: string | null,
): Entry[] {
  const length = (dimensions ?? own) + (fault === 'other-length' ? 1 : 0)
  const all = items.map((text, index): Entry => {
    const numbers = numbersOf(text, fault === 'uneven-lengths' && index === 0 ? length + 1 : length)
    const embedding = base64 && fault === null ? base64Of(numbers) : withFault(numbers, fault)
    return { object: 'embedding', index, embedding }
  })
  const placed = misplaced(all, fault)
  return shuffled ? placed.toReversed() : placed
}

function withFault(numbers: readonly number[], fault: string | null): unknown {
  if (fault === 'zeros') return numbers.map(() => 0)
  if (fault === 'nan') return ['<nan>', ...numbers.slice(1)]
  if (fault === 'null') return [null, ...numbers.slice(1)]
  if (fault === 'per-token') return [numbers, numbers]
  return fault === 'no-base64' ? '*** no base64 ***' : numbers
}

/** A unit vector that a text alone decides. */
function numbersOf(text: string, length: number): number[] {
  const digest = createHash('sha256').update(text).digest()
  const raw = Array.from({ length }, (_, place) => (digest[place % digest.length] as number) - 127.5 + place)
  const norm = Math.hypot(...raw)
  return raw.map((value) => value / norm)
}

function base64Of(numbers: readonly number[]): string {
  return Buffer.from(Float32Array.from(numbers).buffer).toString('base64')
}

function scores({ items, query, topN }: ItemsRequest, fault: string | null): Entry[] {
  const [direction = 0] = numbersOf(query ?? '', 1)
  const scored = items.map((text, index): Entry => {
    const [first = 0, second = 0] = numbersOf(text, 2)
    return { index, relevance_score: Math.abs(first * direction) + Math.abs(second) / 10 + index / 1e6 }
  })
  const sorted = scored.toSorted((one, other) => Number(other['relevance_score']) - Number(one['relevance_score']))
  const best = topN === null || fault === 'too-many' ? sorted : sorted.slice(0, topN)
  const placed = misplaced(best, fault)
  if (fault === 'unsorted') return placed.toReversed()
  if (fault === 'no-index') return placed.map(({ relevance_score }) => ({ relevance_score }))
  if (fault !== 'nan' && fault !== 'null') return placed
  const odd = fault === 'nan' ? '<nan>' : 'none'
  return placed.map((entry, place) => (place === 0 ? Object.assign({}, entry, { relevance_score: odd }) : entry))
}

/** Entries with the faults of their number and their places. */
function misplaced(entries: readonly Entry[], fault: string | null): Entry[] {
  if (fault === 'too-few') return entries.slice(1)
  if (fault === 'too-many') return [...entries, { ...entries[0] }]
  const outside = entries.length + 1000
  return entries.map((entry, place) => {
    if (fault === 'index-outside' && place === 0) return { ...entry, index: outside }
    if (fault === 'index-twice') return { ...entry, index: 0 }
    return entry
  })
}
