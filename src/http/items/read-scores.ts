import { formatCount } from '../../figures.ts'
import { at, isObject, listOf, numberOf } from '../../json.ts'
import { checkedPlaces } from './places.ts'

/** A document by its place in the request, and how well it fits the query. */
export interface RankedDocument {
  /** Place of the document in the list that was sent, 0-based. */
  readonly index: number
  /** Score as the server or the model gives it: higher fits better. */
  readonly score: number
}

/** Documents of an answer, the best first, or what is wrong with them. */
export type ReadScores =
  | { readonly ranked: readonly RankedDocument[]; readonly problem: null }
  | { readonly ranked: null; readonly problem: string }

/** Documents that were sent, and how many of them are to come back. */
export interface WantedScores {
  readonly documents: number
  /** Null for all. */
  readonly topN: number | null
}

/**
 * Entries of an answer with scores, in the shape of Jina, Cohere, vLLM and llama-server (`results`), of Voyage
 * (`data`), or of TEI (a list); null for anything else.
 */
export function scoreEntries(json: unknown): readonly unknown[] | null {
  const listed = listOf(at(json, 'results')) ?? listOf(at(json, 'data')) ?? listOf(json)
  return listed?.every((entry) => isObject(entry) && scoreOf(entry) !== undefined) === true ? listed : null
}

function wrong(problem: string): ReadScores {
  return { ranked: null, problem }
}

function scoreOf(entry: unknown): unknown {
  return at(entry, 'relevance_score') ?? at(entry, 'score')
}

/** Reads scores: each document at most once, as many as were asked for, the best first. */
export function readScores(entries: readonly unknown[], { documents, topN }: WantedScores): ReadScores {
  const wanted = Math.min(topN ?? documents, documents)
  const came = `${formatCount(entries.length)} results came`
  if (entries.length > wanted)
    return wrong(
      topN !== null && topN < documents
        ? `${came} where option topN asks for ${formatCount(topN)}`
        : `${came} for ${formatCount(documents)} documents`,
    )
  const places = checkedPlaces(
    entries.map((entry) => at(entry, 'index')),
    documents,
  )
  if (typeof places === 'string') return wrong(places)
  if (entries.length < wanted) return wrong(`${came} where ${formatCount(wanted)} were to come`)
  const ranked = entries.map((entry, position) => ({
    index: places[position] as number,
    score: numberOf(scoreOf(entry)) ?? Number.NaN,
  }))
  const odd = ranked.find(({ score }) => Number.isNaN(score))
  if (odd !== undefined) return wrong(`the score of document ${odd.index} is no finite number`)
  const falls = ranked.every(({ score }, place) => place === 0 || score <= (ranked[place - 1]?.score ?? score))
  return falls ? { ranked, problem: null } : wrong('the results are not in the order of their scores, the best first')
}
