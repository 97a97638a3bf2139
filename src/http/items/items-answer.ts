import { at, parsedJson, textOf } from '../../json.ts'
import { tooMuchJson } from '../answer/too-much-json.ts'
import { unreadAnswer } from '../answer/unread-answer.ts'
import type { AnswerUsage } from '../answer/usage.ts'
import { errorText } from '../error-text.ts'
import { type HttpFailure, serverText } from '../failure.ts'
import type { Exchange } from '../socket/exchange.ts'
import { itemsUsage } from './items-usage.ts'
import { type RankedDocument, readScores, scoreEntries, type WantedScores } from './read-scores.ts'
import { readVectors, vectorEntries, type WantedVectors } from './read-vectors.ts'

/** Vectors or scores that an exchange was to bring. */
export type WantedItems =
  | ({ readonly kind: 'embedding' } & WantedVectors)
  | ({ readonly kind: 'rerank' } & WantedScores)

/** An answer with vectors or scores, read out of an exchange. */
export interface ItemsAnswer {
  /** Of the texts, in their order; null of a ranking, and where the request failed. */
  readonly vectors: readonly (readonly number[])[] | null
  /** Documents, the best first; null of vectors, and where the request failed. */
  readonly ranked: readonly RankedDocument[] | null
  readonly usage: Pick<AnswerUsage, 'input' | 'cached' | 'nonsense'> | null
  readonly model: string | null
  readonly failure: HttpFailure | null
}

/** Characters of an answer that are read: two thousand vectors of three thousand numbers are half as many. */
const mostCharacters = 128 * 2 ** 20

/** Reads vectors or scores out of an exchange. Never throws: an error is its `failure`. */
export function itemsAnswer(exchange: Exchange, wanted: WantedItems): ItemsAnswer {
  const { status, failure, headers, body, redact } = exchange
  if (failure !== null) return failed(failure)
  if (status === null || status >= 300) return failed({ class: 'malformed', message: `status ${status ?? 'unknown'}` })
  const text = body.toString('utf8').replace(/^\uFEFF/, '')
  if (text.trim() === '') return failed({ class: 'empty', message: 'the answer is empty' })
  const tooMuch = tooMuchJson(text, mostCharacters)
  const json = tooMuch === null ? parsedJson(text) : undefined
  const entries = wanted.kind === 'embedding' ? vectorEntries(json) : scoreEntries(json)
  if (entries === null || errorText(json) !== null) return failed(unread(text, json, tooMuch, exchange))
  const read =
    wanted.kind === 'embedding'
      ? { ranked: null, ...readVectors(entries, wanted) }
      : { vectors: null, ...readScores(entries, wanted) }
  const { vectors, ranked, problem } = read
  return {
    vectors,
    ranked,
    usage: itemsUsage(json, headers),
    model: textOf(at(json, 'model')),
    failure: problem === null ? null : { class: 'malformed', message: serverText(problem, redact) },
  }
}

function unread(text: string, json: unknown, tooMuch: string | null, { redact }: Exchange): HttpFailure {
  // Python writes numbers into JSON that JSON has not.
  const isOdd = json === undefined && /[[,:]\s*-?(?:NaN|Infinity)\s*[\],}]/.test(text)
  if (tooMuch === null && isOdd)
    return { class: 'malformed', message: 'the answer has numbers that are not finite (NaN or Infinity)' }
  return unreadAnswer(text, json, tooMuch, redact)
}

function failed(failure: HttpFailure): ItemsAnswer {
  return { vectors: null, ranked: null, usage: null, model: null, failure }
}
