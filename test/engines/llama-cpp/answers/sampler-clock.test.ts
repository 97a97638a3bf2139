import type { LlamaContext } from 'node-llama-cpp'
import { expect, test } from 'vitest'
import { samplerClock } from '../../../../src/engines/llama-cpp/answers/sampler-clock.ts'
import { loadEngine, microFile, startLlama } from '../loaded-engine.ts'

test("the engine's sampler is timed by itself, a token at a time", async () => {
  await using started = await startLlama()
  const engine = await loadEngine(started, await microFile())
  const context = await engine.openContext(1, 512)
  await context.takeTimings()
  const [sequence] = context.sequences
  let tokens = 0
  for await (const _token of sequence?.evaluate(engine.generator.tokenizer.tokenize({ kind: 'tokens', count: 9 }, 1)) ??
    [])
    if (++tokens === 5) break
  const timings = await context.takeTimings()
  expect(timings?.sampledTokens).toBe(5)
  expect(timings?.samplerMs).toBeGreaterThan(0)
  expect(timings?.samplerMs).toBeLessThan(1000)
  expect(await context.takeTimings()).toMatchObject({ samplerMs: 0, sampledTokens: 0 })
})

test('a release that hides it tells no time', () => {
  expect(samplerClock({} as LlamaContext).take()).toBeNull()
  const sealed = Object.freeze({ sampleToken: async () => await Promise.resolve(1) })
  expect(samplerClock({ _ctx: sealed } as unknown as LlamaContext).take()).toBeNull()
})
