import { expect, test } from 'vitest'
import { rankingTemplate } from '../../../src/engines/llama-cpp/items/ranking-template.ts'
import { parsedJson } from '../../../src/json.ts'
import { llamaServer, type LlamaServerOptions } from '../../../src/servers/presets/llama-server.ts'
import { microFile, startLlama } from '../../engines/llama-cpp/loaded-engine.ts'
import { Started } from '../started.ts'
import { llamaCache, noLlamaServer } from './real-llama.ts'

/** What the model's arguments are followed by, up to the server's own. */
function flagsOf(options: Partial<LlamaServerOptions>): string {
  const { args } = llamaServer({ model: 'a.gguf', ...options })
  return args.slice(4, args.indexOf('--host')).join(' ')
}

test('vectors and rankings are asked for by flags, and a batch is read in one step', () => {
  expect(flagsOf({})).toBe('')
  expect(flagsOf({ embedding: false, reranking: false, batchSize: 64 })).toBe('')
  expect(flagsOf({ embedding: true })).toBe('--embedding')
  expect(flagsOf({ embedding: 'mean', batchSize: 2048 })).toBe('--embedding --pooling mean --ubatch-size 2048')
  expect(flagsOf({ reranking: true })).toBe('--reranking')
})

test('both at once, and a pooling that is none, are refused', () => {
  expect(() => flagsOf({ embedding: true, reranking: true })).toThrow(
    'server.llamaServer({ reranking }): beside embedding is not allowed here; give one of the two: a server each for',
  )
  expect(() => flagsOf({ embedding: 'rank' as never })).toThrow('server.llamaServer({ embedding }): ')
})

const query = 'What is a panda?'
const documents = ['A bear.', 'A car.', 'A big tree in the wood.', 'the giant panda is a bear of china']

async function asked(url: string, path: string, body: object): Promise<unknown> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const answer = await fetch(`${url}${path}`, init)
  expect(answer.status).toBe(200)
  return parsedJson(await answer.text())
}

test('a real llama-server ranks as node-llama-cpp does, its scores before the logistic function', async ({ skip }) => {
  skip(noLlamaServer !== '', noLlamaServer)
  const { path: model } = await microFile('micro-bert-rank')
  await using started = new Started()
  const server = await started.start(llamaServer({ model, reranking: true, threads: 1 }), {
    cacheDirectory: llamaCache,
  })
  const { results } = (await asked(server.url, '/rerank', { query, documents })) as {
    results: { index: number; relevance_score: number }[]
  }
  await using engine = await startLlama()
  await using loaded = await engine.llama.loadModel({ modelPath: model, gpuLayers: 0 })
  await using context = await loaded.createRankingContext({ contextSize: 64, threads: 1, ...rankingTemplate(loaded) })
  const ours = await context.rankAll(query, documents)
  expect(results).toHaveLength(documents.length)
  for (const { index, relevance_score: score } of results)
    expect(1 / (1 + Math.exp(-score))).toBeCloseTo(ours[index] ?? Number.NaN, 3)
})
