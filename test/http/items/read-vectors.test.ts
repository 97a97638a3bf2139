import { expect, test } from 'vitest'
import { readVectors, vectorEntries } from '../../../src/http/items/read-vectors.ts'

const [one, two] = [
  [0.6, 0.8],
  [1, 0],
]

function problemOf(json: unknown, texts = 2, dimensions: number | null = null): string | null {
  const entries = vectorEntries(json)
  return entries === null ? 'no entries' : readVectors(entries, { texts, dimensions }).problem
}

function base64(numbers: readonly number[]): string {
  return Buffer.from(Float32Array.from(numbers).buffer).toString('base64')
}

test.for([
  [
    'OpenAI',
    {
      data: [
        { index: 0, embedding: one },
        { index: 1, embedding: two },
      ],
    },
  ],
  [
    'OpenAI in another order',
    {
      data: [
        { index: 1, embedding: two },
        { index: 0, embedding: one },
      ],
    },
  ],
  ['without an index', { data: [{ embedding: one }, { embedding: two }] }],
  ['Ollama', { embeddings: [one, two] }],
  ['Cohere', { embeddings: { float: [one, two] } }],
  ['TEI', [one, two]],
  [
    'llama-server',
    [
      { index: 0, embedding: [one] },
      { index: 1, embedding: [two] },
    ],
  ],
] as const)('vectors in the shape of %s are read in the order of their texts', ([, json]) => {
  expect(readVectors(vectorEntries(json) ?? [], { texts: 2, dimensions: 2 })).toEqual({
    vectors: [one, two],
    problem: null,
  })
})

test('base64 is read as 32-bit floats', () => {
  const read = readVectors(vectorEntries({ data: [{ index: 0, embedding: base64([0.5, -2, 0.25]) }] }) ?? [], {
    texts: 1,
    dimensions: null,
  })
  expect(read.vectors).toEqual([[0.5, -2, 0.25]])
})

test.for([
  [{ data: [{ index: 0, embedding: one }] }, '1 vectors came for 2 texts'],
  [{ data: [] }, '0 vectors came for 2 texts'],
  [{ data: [one, two, one] }, '3 vectors came for 2 texts'],
  [
    {
      data: [
        { index: 0, embedding: one },
        { index: 0, embedding: two },
      ],
    },
    'index 0 came twice',
  ],
  [
    {
      data: [
        { index: 0, embedding: one },
        { index: 2, embedding: two },
      ],
    },
    'index 2 is none of 0 to 1',
  ],
  [{ data: [{ index: 0, embedding: one }, { embedding: two }] }, 'index undefined is none of 0 to 1'],
  [{ data: [one, [1]] }, 'vectors of 2 and 1 numbers came in one answer'],
  [{ data: [one, [0, 0]] }, 'the vector of text 1 is all zeros, which has no direction'],
  [{ data: [one, [null, 1]] }, 'the vector of text 1 has numbers that are not finite (NaN or infinity)'],
  [{ data: [one, []] }, 'the vector of text 1 is empty'],
  [{ data: [one, { embedding: 'no base64!' }] }, 'index undefined'],
  [{ data: [one, { embedding: [one, two] }] }, 'index undefined'],
  [{ embeddings: [one, 'AAA'] }, 'the vector of text 1 is no base64 of 32-bit floats'],
  [{ embeddings: [one, 7] }, 'the vector of text 1 is no list of numbers'],
  [
    { embeddings: [one, [one, two]] },
    'the vector of text 1 is a vector for each token: start the server with a pooling',
  ],
  [{ data: [{ id: 'chat' }, {}] }, 'no entries'],
  [{ choices: [] }, 'no entries'],
  [null, 'no entries'],
] as const)('%j: %s', ([json, problem]) => {
  if (problem === 'index undefined') expect(problemOf(json)).not.toBeNull()
  else expect(problemOf(json)).toContain(problem)
})

test('other dimensions than were asked for are wrong', () => {
  expect(problemOf([one, two], 2, 3)).toBe('vectors of 2 numbers came where option dimensions asks for 3')
})
