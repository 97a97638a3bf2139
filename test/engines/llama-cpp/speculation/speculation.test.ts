import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LlamaCppEngine } from '../../../../src/engines/llama-cpp/engine.ts'
import { generate } from '../../../../src/engines/llama-cpp/generate.ts'
import * as llamaCpp from 'node-llama-cpp'
import { cachedProgram } from '../../../../bench/support/llama-bench.ts'
import type { ModelOptions } from '../../../../src/models/model-options.ts'
import { instructModel, noInstructModel } from '../../../models/instruct-model.ts'
import { requestJob } from '../../../support/request-job.ts'
import { fileAt, loadEngine, plainOptions, startLlama, type StartedLlama } from '../loaded-engine.ts'

const rhyme = 'one red fox, two blue hares, three grey owls, '.repeat(4)
const letters = 'a b c d e f g h i j k l m n o p\n'.repeat(5)
const { signal } = new AbortController()
const quantize = cachedProgram('llama-quantize')

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
      const asked = async () => {
        const { validated, refuted } = sequence.tokenPredictions
        const sample = await generate(engine.generator, sequence, job, signal)
        if (sample === null) throw new Error('it was aborted')
        const after = sequence.tokenPredictions
        return { ...sample, engine: { accepted: after.validated - validated, refuted: after.refuted - refuted } }
      }
      return [await asked(), await asked()]
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

  test.skipIf(quantize === null)(
    `drafted by its Q4_0 it answers as without, and the engine accepts as many (${quantize ?? 'needs npm run llama-server'})`,
    { timeout: 120_000 },
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'vitest-llm-bench-draft-'))
      try {
        const model = join(folder, 'SmolLM2-135M-Instruct.Q4_0.gguf')
        execFileSync(quantize ?? '', ['--allow-requantize', instructModel, model, 'Q4_0', '1'], { stdio: 'ignore' })
        const drafted = await answers({ draft: { model, minConfidence: 0 } }, rhyme)
        expect(drafted.map((sample) => sample.text)).toEqual(plain.map((sample) => sample.text))
        for (const { tokens, engine } of drafted) {
          const { drafted: count = 0, accepted = 0 } = tokens.speculated ?? {}
          expect(accepted).toBeGreaterThan(4)
          // With one token a draft the engine's own counters are of the same drafts.
          expect({ accepted, refuted: count - accepted }).toEqual(engine)
        }
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    },
  )

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
  const { draft } = options
  const draftFile = typeof draft === 'object' ? await fileAt(draft.model) : file
  return await Engine.load(llamaCpp, llama, file, { ...plainOptions, ...options }, log, () => {}, draftFile)
}
