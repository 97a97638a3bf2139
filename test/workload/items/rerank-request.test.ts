import { expect, test } from 'vitest'
import { endpointRerankRequest, rerankDefinition } from '../../../src/workload/items/rerank-request.ts'

test('each query ranks all documents', () => {
  const { kind, prompts } = rerankDefinition({ query: ['p', 'q'], documents: ['a', 'b'] }, { topN: 1 })
  expect(kind).toBe('rerank')
  expect(prompts).toEqual([
    { kind: 'ranking', query: 'p', documents: ['a', 'b'], topN: 1 },
    { kind: 'ranking', query: 'q', documents: ['a', 'b'], topN: 1 },
  ])
})

test.for([
  [{ query: '', documents: ['a'] }, {}, 'rerank(query): "" is not allowed'],
  [{ query: 'q', documents: [] }, {}, 'rerank(documents)'],
  [{ query: 'q', documents: ['a'] }, { topN: 0 }, 'rerank(query, documents, { topN }): 0 is not allowed'],
  [{ query: 'q', documents: ['a'] }, { body: { documents: [] } }, 'rerank(query, documents, { body.documents })'],
] as const)('%j with %j is refused', ([input, options, message]) => {
  expect(() => endpointRerankRequest(input, options)).toThrow(
    expect.objectContaining({ code: 'invalid-workload', message: expect.stringContaining(message) as string }),
  )
})
