import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { realServersFolder } from '../../../../scripts/real-servers/places.ts'
import { EncoderEngine } from '../../../../src/engines/llama-cpp/items/encoder-engine.ts'
import { readWhole } from '../../../../src/requesters/requester.ts'
import type { ItemsPrompt } from '../../../../src/workload/prompt.ts'
import type { Sample } from '../../../../src/samples/sample.ts'
import type { RankedDocument } from '../../../../src/http/items/read-scores.ts'
import { requestJob } from '../../../support/request-job.ts'
import { fileAt, microFile, plainOptions, startLlama } from '../loaded-engine.ts'

const root = resolve(import.meta.dirname, '../../../..')
const model = join(realServersFolder(), 'models', 'all-MiniLM-L6-v2-Q8_0.gguf')
const vectors = resolve(root, '../shared/data/models/minilm-vectors.json')
const missing = [model, vectors].find((path) => !existsSync(path)) ?? null

interface Known {
  readonly text: string
  readonly tokens: number
  readonly vector: readonly number[]
}

/** The outcome of one request to an engine, which is unloaded after it. */
async function asked(engine: EncoderEngine, prompt: ItemsPrompt): Promise<Sample | null> {
  const job = requestJob({ prompt })
  const { contextSize } = await engine.prepare({ prompts: [prompt], sampling: job.sampling, sequences: 1 })
  const { requester } = await engine.openItemsContext(prompt.kind, 1, contextSize)
  const outcome = await requester.request(job, new AbortController().signal)
  return typeof outcome === 'function' ? readWhole(outcome) : outcome
}

test('a synthetic encoder with a classifier ranks, and makes no vector', async () => {
  await using started = await startLlama()
  const file = await microFile('micro-bert-rank')
  const engine = await EncoderEngine.load(started.llama, file, plainOptions, started.log, () => {})
  expect(engine.loaded.purpose).toBe('ranking')
  const documents = ['A bear of China.', 'A car.', 'A tree in the wood.']
  const prompt = { kind: 'ranking', query: 'What is a panda?', documents, topN: null, keep: true } as const
  const sample = await asked(engine, prompt)
  expect(sample).toMatchObject({
    state: 'completed',
    items: 3,
    tokens: { input: 3 * (4 + 3) + 4 + 2 + 5, output: 0, source: 'estimated' },
  })
  const ranked = JSON.parse(sample?.text ?? '[]') as RankedDocument[]
  expect(new Set(ranked.map(({ index }) => index))).toEqual(new Set([0, 1, 2]))
  expect(new Set(ranked.map(({ score }) => score)).size).toBe(3)
  expect(ranked.every(({ score }, place) => score > 0 && score < 1 && score <= (ranked[place - 1]?.score ?? 1))).toBe(
    true,
  )
  const best = await asked(engine, { ...prompt, topN: 1 })
  expect(JSON.parse(best?.text ?? '[]')).toEqual(ranked.slice(0, 1))
  await expect(asked(engine, { kind: 'texts', texts: ['A text.'], dimensions: null })).rejects.toThrow(
    'is made for ranking, and generates no text: ask it by rerank(), or embed() of a model that makes vectors',
  )
  await engine.unload()
})

test('a synthetic encoder makes vectors', async () => {
  await using started = await startLlama()
  const file = await microFile('micro-bert')
  const engine = await EncoderEngine.load(started.llama, file, plainOptions, started.log, () => {})
  const sample = await asked(engine, { kind: 'texts', texts: ['A text.', 'Another.'], dimensions: null, keep: true })
  expect(sample).toMatchObject({ state: 'completed', items: 2, dimensions: 256, tokens: { input: 8 } })
  const [one = [], other] = JSON.parse(sample?.text ?? '[]') as number[][]
  expect(Math.hypot(...one)).toBeCloseTo(1, 5)
  expect(other).not.toEqual(one)
  await engine.unload()
})

test.skipIf(missing !== null)(
  `vectors of MiniLM are those of transformers${missing === null ? '' : ` (skipped: no ${missing})`}`,
  async () => {
    const { texts } = JSON.parse(readFileSync(vectors, 'utf8')) as { texts: Known[] }
    await using started = await startLlama()
    const engine = await EncoderEngine.load(started.llama, await fileAt(model), plainOptions, started.log, () => {})
    expect(engine.loaded.purpose).toBe('embedding')
    const prompt = { kind: 'texts', texts: texts.map(({ text }) => text), dimensions: null, keep: true } as const
    const job = requestJob({ prompt })
    const { contextSize } = await engine.prepare({ prompts: [prompt], sampling: job.sampling, sequences: 1 })
    const { requester } = await engine.openItemsContext('texts', 1, contextSize)
    const outcome = await requester.request(job, new AbortController().signal)
    const sample = typeof outcome === 'function' ? readWhole(outcome) : outcome
    expect(sample).toMatchObject({
      state: 'completed',
      items: texts.length,
      dimensions: 384,
      tokens: { input: texts.reduce((sum, { tokens }) => sum + tokens, 0), output: 0, source: 'engine' },
    })
    const made = JSON.parse(sample?.text ?? '[]') as number[][]
    for (const [place, { vector }] of texts.entries()) {
      const ours = made[place] ?? []
      const apart = vector.map((value, at) => Math.abs(value - (ours[at] ?? Number.NaN)))
      expect(Math.max(...apart)).toBeLessThan(1e-2)
      expect(vector.reduce((sum, value, at) => sum + value * (ours[at] ?? Number.NaN), 0)).toBeGreaterThan(0.999)
    }
    const long = { ...prompt, texts: ['word '.repeat(600)] }
    const tooLong = engine.prepare({ prompts: [long], sampling: job.sampling, sequences: 1 })
    await expect(tooLong).rejects.toThrow('the model was trained for 512, and none is cut')
    await expect(engine.openContext()).rejects.toThrow('is made for embeddings, and generates no text')
    await engine.unload()
  },
)
