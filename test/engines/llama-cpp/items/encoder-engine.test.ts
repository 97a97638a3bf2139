import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { realServersFolder } from '../../../../scripts/real-servers/places.ts'
import { EncoderEngine } from '../../../../src/engines/llama-cpp/items/encoder-engine.ts'
import { readWhole } from '../../../../src/requesters/requester.ts'
import { requestJob } from '../../../support/request-job.ts'
import { fileAt, plainOptions, startLlama } from '../loaded-engine.ts'

const root = resolve(import.meta.dirname, '../../../..')
const model = join(realServersFolder(), 'models', 'all-MiniLM-L6-v2-Q8_0.gguf')
const vectors = resolve(root, '../shared/data/models/minilm-vectors.json')
const missing = [model, vectors].find((path) => !existsSync(path)) ?? null

interface Known {
  readonly text: string
  readonly tokens: number
  readonly vector: readonly number[]
}

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
