import { expect, test } from 'vitest'
import { itemsAnswer, type WantedItems } from '../../../src/http/items/items-answer.ts'
import type { Exchange } from '../../../src/http/socket/exchange.ts'
import { itemsAnswerText } from '../../../src/mock-server/items/items-answer.ts'
import { scoreFaults, vectorFaults } from '../../../src/mock-server/items/items-options.ts'
import { readItemsRequest } from '../../../src/mock-server/items/items-request.ts'

const asked = {
  model: 'm',
  items: ['a b', 'c', 'd'],
  query: null,
  dimensions: null,
  base64: false,
  topN: null,
  tokens: 4,
}
const ranked = { ...asked, query: 'q', topN: 2 }

function read(text: string, wanted: WantedItems): ReturnType<typeof itemsAnswer> {
  const exchange = { status: 200, failure: null, body: Buffer.from(text), redact: (words: string) => words }
  return itemsAnswer(exchange as unknown as Exchange, wanted)
}

const vectors: WantedItems = { kind: 'embedding', texts: 3, dimensions: 8 }
const scores: WantedItems = { kind: 'rerank', documents: 3, topN: 2 }

test.for(['openai', 'cohere', 'data', 'list'] as const)(
  'answers of shape %s are read, and count their tokens',
  (shape) => {
    const answer = read(itemsAnswerText(asked, { shape }, null), vectors)
    expect(answer.failure).toBeNull()
    expect(answer.vectors).toHaveLength(3)
    const ranking = read(itemsAnswerText(ranked, { shape }, null), scores)
    expect(ranking.failure).toBeNull()
    expect(ranking.ranked).toHaveLength(2)
    // Those of a list are in a header, and Cohere's rankings are billed by the search.
    expect(answer.usage?.input).toBe(shape === 'list' ? undefined : 4)
    expect(ranking.usage?.input).toBe(shape === 'list' || shape === 'cohere' ? undefined : 4)
  },
)

test('base64 and another order are the same vectors', () => {
  const plain = read(itemsAnswerText(asked, {}, null), vectors).vectors ?? []
  expect(read(itemsAnswerText(asked, { shuffled: true }, null), vectors).vectors).toEqual(plain)
  const packed = read(itemsAnswerText({ ...asked, base64: true }, {}, null), vectors).vectors ?? []
  for (const [place, vector] of packed.entries())
    for (const [at, value] of vector.entries()) expect(value).toBeCloseTo(plain[place]?.[at] ?? Number.NaN, 6)
})

test.for(vectorFaults)('vectors with the fault %s fail their request', (fault) => {
  expect(read(itemsAnswerText(asked, {}, fault), vectors).failure?.class).toBe('malformed')
})

test.for(scoreFaults)('a ranking with the fault %s fails its request', (fault) => {
  expect(read(itemsAnswerText(ranked, {}, fault), scores).failure?.class).toBe('malformed')
})

test.for([
  ['{', 'embedding', 'the request body is not a JSON object'],
  ['{"input":[]}', 'embedding', "'input' must be one text or a list of texts"],
  ['{"input":"a","model":"other"}', 'embedding', 'The model `other` does not exist'],
  ['{"input":"a","dimensions":0}', 'embedding', "'dimensions' must be a whole number of at least 1"],
  ['{"documents":["a"]}', 'rerank', "'query' must be a string"],
] as const)('the request %s is refused', ([body, kind, message]) => {
  expect(() => readItemsRequest(Buffer.from(body), kind, ['m'])).toThrow(message)
})

test("TEI's names of fields are understood", () => {
  const request = readItemsRequest(Buffer.from('{"query":"q r","texts":["a","b"],"top_n":1}'), 'rerank', ['m'])
  expect(request).toMatchObject({ query: 'q r', items: ['a', 'b'], topN: 1, tokens: 6 })
  const ownPath = readItemsRequest(Buffer.from('{"inputs":["a","b"],"dimensions":4}'), 'embedding', ['m'])
  expect(ownPath).toMatchObject({ query: null, items: ['a', 'b'], dimensions: 4 })
})
