import { expect, test } from 'vitest'
import { readScores, scoreEntries } from '../../../src/http/items/read-scores.ts'

const jina = [
  { index: 2, relevance_score: 0.9 },
  { index: 0, relevance_score: -0.1 },
]

function problemOf(json: unknown, documents = 2, topN: number | null = null): string | null {
  const entries = scoreEntries(json)
  return entries === null ? 'no entries' : readScores(entries, { documents, topN }).problem
}

test.for([
  ['Jina, Cohere, vLLM and llama-server', { results: jina }],
  ['Voyage', { data: jina }],
  ['TEI', jina.map(({ index, relevance_score: score }) => ({ index, score }))],
] as const)('a ranking in the shape of %s is read, the best first', ([, json]) => {
  expect(readScores(scoreEntries(json) ?? [], { documents: 3, topN: 2 })).toEqual({
    ranked: [
      { index: 2, score: 0.9 },
      { index: 0, score: -0.1 },
    ],
    problem: null,
  })
})

test.for([
  [{ results: jina }, 3, 1, '2 results came where option topN asks for 1'],
  [{ results: jina }, 1, null, '2 results came for 1 documents'],
  [{ results: jina }, 2, null, 'index 2 is none of 0 to 1'],
  [{ results: jina }, 4, null, '2 results came where 4 were to come'],
  [{ results: jina }, 4, 3, '2 results came where 3 were to come'],
  [{ results: jina.map((entry) => ({ ...entry, index: 0 })) }, 3, 2, 'index 0 came twice'],
  [{ results: jina.map(({ relevance_score: score }) => ({ score })) }, 3, 2, 'index undefined is none of 0 to 2'],
  [{ results: jina.toReversed() }, 3, 2, 'the results are not in the order of their scores, the best first'],
  [{ results: [{ index: 0, score: 'high' }] }, 1, null, 'the score of document 0 is no finite number'],
  [{ results: [{ index: 0 }] }, 1, null, 'no entries'],
  [{ choices: [] }, 1, null, 'no entries'],
] as const)('%j of %i documents, top %s: %s', ([json, documents, topN, problem]) => {
  expect(problemOf(json, documents, topN)).toBe(problem)
})
