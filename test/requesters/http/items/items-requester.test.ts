import { afterAll, beforeAll, expect, test } from 'vitest'
import { HttpClient } from '../../../../src/http/socket/client.ts'
import { type MockServer, startMockServer } from '../../../../src/mock-server/index.ts'
import type { ItemsBodyOptions } from '../../../../src/requesters/http/items/items-body.ts'
import { itemsRequester } from '../../../../src/requesters/http/items/items-requester.ts'
import { readWhole, type Requester } from '../../../../src/requesters/requester.ts'
import type { Sample } from '../../../../src/samples/sample.ts'
import type { ItemsPrompt } from '../../../../src/workload/prompt.ts'
import { requestJob } from '../../../support/request-job.ts'

let server: MockServer
beforeAll(async () => void (server = await startMockServer({ ttft: 1, interToken: 0 })))
afterAll(async () => await server.close())

const texts: ItemsPrompt = { kind: 'texts', texts: ['one two', 'three'], dimensions: null, keep: true }
const ranking: ItemsPrompt = { kind: 'ranking', query: 'one', documents: ['a', 'b', 'c'], topN: 2, keep: true }

async function asked(
  prompt: ItemsPrompt,
  at: { url: string } = server,
  several = 1,
  { fields = {}, body = {} }: Partial<Pick<ItemsBodyOptions, 'fields' | 'body'>> = {},
): Promise<Sample[]> {
  const client = new HttpClient({
    url: new URL(at.url).origin,
    timeouts: { connectMs: 1000, firstTokenMs: 1000, stallMs: 1000, totalMs: 2000 },
    secrets: [],
  })
  const kind = prompt.kind === 'texts' ? 'embedding' : 'rerank'
  const way = { url: at.url, query: '', paths: {}, headers: {} }
  const requester: Requester = itemsRequester(client, way, { kind, model: 'mock-model', fields, body })
  const samples: Sample[] = []
  for (let index = 0; index < several; index++) {
    const outcome = await requester.request(requestJob({ index, prompt }), new AbortController().signal)
    const sample = typeof outcome === 'function' ? readWhole(outcome) : outcome
    if (sample !== null) samples.push(sample)
  }
  client.close()
  return samples
}

test('vectors have input tokens, and neither a first token nor any output', async () => {
  const [sample] = await asked(texts)
  expect(sample).toMatchObject({
    state: 'completed',
    items: 2,
    dimensions: 8,
    firstChunk: null,
    first: null,
    firstVisible: null,
    firstTokens: null,
    chunkTimes: [],
    tokens: { input: 3, output: 0, source: 'usage' },
    model: 'mock-model',
    http: { status: 200 },
  })
  expect((sample as Sample & { asked?: unknown }).asked).toBeUndefined()
  expect(JSON.parse(sample?.text ?? '')).toHaveLength(2)
})

test('a ranking has its documents, the best first, and no dimensions', async () => {
  const [sample] = await asked(ranking)
  expect(sample).toMatchObject({ state: 'completed', items: 3, tokens: { input: 6, output: 0 } })
  expect(sample?.dimensions).toBeUndefined()
  const best = JSON.parse(sample?.text ?? '') as { index: number; score: number }[]
  expect(best).toHaveLength(2)
  expect(best[0]?.score).toBeGreaterThanOrEqual(best[1]?.score ?? Number.POSITIVE_INFINITY)
})

/** Fields that services name otherwise, and have besides. */
const services = [
  ['TEI', 'list', { input: 'inputs', documents: 'texts', model: false, top_n: false }, {}],
  ['Jina', 'openai', { encoding_format: 'embedding_type' }, {}],
  [
    'Cohere',
    'cohere',
    { input: 'texts', dimensions: 'output_dimension' },
    { input_type: 'search_document', embedding_types: ['base64'] },
  ],
  ['Voyage', 'data', { dimensions: 'output_dimension', top_n: 'top_k' }, { encoding_format: 'base64' }],
] as const

test.for(services)('requests and answers are those of %s', async ([name, shape, fields, body]) => {
  await using service = await startMockServer({ ttft: 1, items: { shape } })
  const all = name === 'TEI' ? { ...ranking, topN: null } : ranking
  const [vectors] = await asked({ ...texts, dimensions: 5 }, service, 1, { fields, body })
  expect(vectors).toMatchObject({ state: 'completed', dimensions: 5, tokens: { input: 3 } })
  const [ranked] = await asked(all, service, 1, { fields })
  expect(ranked).toMatchObject({ state: 'completed', tokens: { input: name === 'Cohere' ? null : 6 } })
  expect(JSON.parse(ranked?.text ?? '')).toHaveLength(name === 'TEI' ? 3 : 2)
})

test('answers of a run are not kept, and unknown tokens stay unknown', async () => {
  await using quiet = await startMockServer({ ttft: 1, items: { usage: 'absent' } })
  const { keep: _keep, ...measured } = texts
  expect(await asked(measured, quiet)).toMatchObject([{ text: '', tokens: { input: null, output: 0 } }])
})

test('vectors of another length than those before fail their request', async () => {
  await using odd = await startMockServer({ ttft: 1, items: { fault: 'other-length', every: 2 } })
  const [one, two, three] = await asked(texts, odd, 3)
  expect([one?.state, three?.state]).toEqual(['completed', 'completed'])
  expect(two).toMatchObject({
    state: 'failed',
    failure: {
      class: 'malformed',
      message: 'vectors of 9 numbers came where earlier answers had 8: another model answered',
    },
  })
})

test('refusals and broken connections are failures as of any request', async () => {
  await using refusing = await startMockServer({ faults: [{ kind: 'refuse-503' }] })
  await using dying = await startMockServer({ faults: [{ kind: 'reset-before-headers' }] })
  expect(await asked(texts, refusing)).toMatchObject([{ state: 'failed', failure: { class: 'http-status' }, items: 2 }])
  expect(await asked(ranking, dying)).toMatchObject([{ state: 'failed', failure: { class: 'reset' }, items: 3 }])
})
