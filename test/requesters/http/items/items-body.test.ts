import { expect, test } from 'vitest'
import { itemsBody } from '../../../../src/requesters/http/items/items-body.ts'

const options = { model: 'm', fields: {}, body: {} }

test('a body of texts', () => {
  const prompt = { kind: 'texts', texts: ['a', 'b'], dimensions: null } as const
  expect(JSON.parse(itemsBody(options, prompt))).toEqual({ model: 'm', input: ['a', 'b'] })
  const body = { encoding_format: 'base64', input_type: 'query' }
  expect(JSON.parse(itemsBody({ ...options, body }, { ...prompt, dimensions: 64 }))).toEqual({
    model: 'm',
    input: ['a', 'b'],
    dimensions: 64,
    ...body,
  })
})

test('a body of documents, as TEI takes it', () => {
  const prompt = { kind: 'ranking', query: 'q', documents: ['a'], topN: 1 } as const
  expect(JSON.parse(itemsBody(options, prompt))).toEqual({ model: 'm', query: 'q', documents: ['a'], top_n: 1 })
  const fields = { documents: 'texts', model: false, top_n: false } as const
  expect(JSON.parse(itemsBody({ ...options, fields }, prompt))).toEqual({ query: 'q', texts: ['a'] })
})
