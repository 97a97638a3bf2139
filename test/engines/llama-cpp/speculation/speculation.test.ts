import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LlamaCppEngine } from '../../../../src/engines/llama-cpp/engine.ts'
import { generate } from '../../../../src/engines/llama-cpp/generate.ts'
import * as llamaCpp from 'node-llama-cpp'
import type { ModelOptions } from '../../../../src/models/model-options.ts'
import { instructModel, noInstructModel } from '../../../models/instruct-model.ts'
import { requestJob } from '../../../support/request-job.ts'
import { fileAt, loadEngine, plainOptions, startLlama, type StartedLlama } from '../loaded-engine.ts'

const rhyme = 'one red fox, two blue hares, three grey owls, '.repeat(4)
const letters = 'a b c d e f g h i j k l m n o p\n'.repeat(5)
const { signal } = new AbortController()

describe.skipIf(noInstructModel !== false)(`a trained model (${noInstructModel || instructModel})`, () => {
  let started: StartedLlama
  let plain: Awaited<ReturnType<typeof answers>>
  let plainLetters: Awaited<ReturnType<typeof answers>>
  beforeAll(async () => {
    started = await startLlama()
    plain = await answers({}, rhyme)
    plainLetters = await answers({}, letters)
  }, 60_000)
  afterAll(async () => await started[Symbol.asyncDispose]())

  async function answers(options: Partial<ModelOptions>, text: string) {
    const file = await fileAt(instructModel)
    const engine: LlamaCppEngine =
      options.draft === undefined ? await loadEngine(started, file, options) : await loadWithDraft(started, options)
    try {
      const { sequences } = await engine.openContext(1, 256)
      const [sequence] = sequences
      if (sequence === undefined) throw new Error('no sequence')
      const job = requestJob({ prompt: { kind: 'text', text: text } }, { maxTokens: 24, temperature: 0 })
      return [
        await generate(engine.generator, sequence, job, signal),
        await generate(engine.generator, sequence, job, signal),
      ]
    } finally {
      await engine.unload()
    }
  }

  test('drafted by its own file it accepts every token, and answers as without', { timeout: 60_000 }, async () => {
    const drafted = await answers({ draft: { model: instructModel, maxTokens: 4, minConfidence: 0 } }, rhyme)
    expect(drafted.map((sample) => sample?.text)).toEqual(plain.map((sample) => sample?.text))
    for (const sample of drafted) {
      const { drafted: count = 0, accepted, source } = sample?.tokens.speculated ?? {}
      expect(count).toBeGreaterThan(12)
      expect([accepted, source]).toEqual([count, 'counted'])
      expect(sample?.chunkTimes).toHaveLength(24)
    }
  })

  test('looks up what its prompt repeats, and answers as without', { timeout: 60_000 }, async () => {
    const [sample, again] = await answers({ promptLookup: { maxTokens: 6 } }, letters)
    expect(sample?.text).toBe(plainLetters[0]?.text)
    const { drafted = 0, accepted = 0 } = sample?.tokens.speculated ?? {}
    expect(accepted).toBeGreaterThan(6)
    expect(accepted).toBeLessThanOrEqual(drafted)
    expect(again?.tokens.speculated).toEqual(sample?.tokens.speculated)
    expect(plain[0]?.tokens).not.toHaveProperty('speculated')
  })
})

async function loadWithDraft({ llama, log }: StartedLlama, options: Partial<ModelOptions>): Promise<LlamaCppEngine> {
  const { LlamaCppEngine: Engine } = await import('../../../../src/engines/llama-cpp/engine.ts')
  const file = await fileAt(instructModel)
  return await Engine.load(llamaCpp, llama, file, { ...plainOptions, ...options }, log, () => {}, file)
}
