import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { bleu, chrf, editDistance, embeddingSimilarity, expect, profile, rouge, test } from 'vitest-llm-bench'
import { spawnMockServer } from 'vitest-llm-bench/mock-server'
import { realModel, realServersFolder } from '../scripts/real-servers/places.ts'
import { sentences, story } from './support/quality-texts.ts'

// Random weights have no quality, so that these need a trained model: `npm run real-servers` brings SmolLM2 135M.
// MiniLM, for similarity of meaning, is looked for beside it.
const smollm2 = realModel.file()
const minilm = join(realServersFolder(), 'models', 'all-MiniLM-L6-v2-Q8_0.gguf')
const hasModel = existsSync(smollm2)

const prompts = sentences.map((expected) => ({
  messages: `Repeat this sentence, word for word, and nothing else: ${expected}`,
  expected,
}))
const metrics = [bleu(), chrf(), rouge(), editDistance()]
const ask = { maxTokens: 24 }

test('reference metrics of a known answer', async ({ bench, endpoint, onTestFinished }) => {
  // Whatever it is asked it says the first sentence: one of the eight is right.
  const server = await spawnMockServer({ ttft: 1, interToken: 0, tokens: 12, text: sentences[0] ?? '' })
  onTestFinished(async () => await server.close())
  const run = await bench(
    'one sentence for all',
    { requests: 40, score: metrics },
    endpoint(server.url).chat(prompts),
  ).run()
  expect(run).toScoreAtLeast('chrf', 0.04)
  expect(run).not.toScoreAtLeast('rougeL', 0.9)
})

test.runIf(hasModel)('answers of a real model, and similarity of meaning', async ({ bench, model, perplexity }) => {
  const smol = await model(smollm2, { backend: 'cpu', threads: 1 })
  const score = existsSync(minilm) ? [...metrics, embeddingSimilarity(await model(minilm))] : metrics
  const run = await bench('repeat', { requests: 8, warmup: 1, score }, smol.chat(prompts, ask)).run()
  expect(run).toScoreAtLeast('chrf', 0.2)
  if (existsSync(minilm)) expect(run).toScoreAtLeast('similarity', 0.3)
  expect(await perplexity(smol, story)).toHavePerplexityBelow(200)
})

// Minutes: `npm run bench -- --mode full`.
test.runIf(hasModel && profile === 'full')('a smaller cache, and what it loses', async ({ configurations }) => {
  const found = await configurations(
    'kv cache',
    { model: smollm2, backend: 'cpu', threads: 1, flashAttention: true, kvCache: ['F16', 'Q4_0'] },
    (llama) => llama.chat(prompts, ask),
    { rounds: 2, requests: 16, score: metrics, perplexity: { text: story, contextSize: 32 }, budget: 60_000 },
  )
  const full = found.at({ kvCache: 'F16' })
  const small = found.at({ kvCache: 'Q4_0' })
  expect(full).toHavePerplexityBelow(100)
  expect(small).toHaveKLDivergenceBelow(full, 1)
  expect(small.run).toMaintainQualityVs(full.run, { margin: 0.5, of: 'chrf' })
})
