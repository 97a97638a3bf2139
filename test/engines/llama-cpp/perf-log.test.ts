import { expect, test } from 'vitest'
import { parseTimings } from '../../../src/engines/llama-cpp/perf-log.ts'
import { microFile, startLlama } from './loaded-engine.ts'

/** As a release of llama.cpp printed it. */
const recorded = `
llama_perf_context_print:        load time =      12.34 ms
llama_perf_context_print: prompt eval time =      41.25 ms /    48 tokens (    0.86 ms per token,  1163.64 tokens per second)
llama_perf_context_print:        eval time =     310.50 ms /    23 runs   (   13.50 ms per token,    74.07 tokens per second)
llama_perf_context_print:       total time =     366.09 ms /    71 tokens
`

test('the figures of prompt and decode are told apart', () => {
  expect(parseTimings(recorded)).toEqual({ promptMs: 41.25, promptTokens: 48, decodeMs: 310.5, decodeTokens: 23 })
})

test.for([/prompt eval time/, /: {2,}eval time/])('without the line %s there are none', (line) => {
  const kept = recorded.split('\n').filter((text) => !line.test(text))
  expect(kept).toHaveLength(recorded.split('\n').length - 1)
  expect(parseTimings(kept.join('\n'))).toBeNull()
})

test('a log without timings has none', () => {
  expect(parseTimings('')).toBeNull()
  expect(parseTimings('llama_context: n_ctx = 512')).toBeNull()
})

test('what the engine of today prints is understood, and counts the tokens that were decoded', async () => {
  await using started = await startLlama()
  const { path: modelPath } = await microFile()
  await using model = await started.llama.loadModel({ modelPath, gpuLayers: 0 })
  await using context = await model.createContext({ contextSize: 64, threads: 1, performanceTracking: true })
  const prompt = model.tokenize('Why is the sky blue?')
  await context.printTimings()
  let tokens = 0
  for await (const _ of context.getSequence().evaluate(prompt, { temperature: 0, yieldEogToken: true })) {
    if (++tokens === 8) break
  }
  started.log.startCapture()
  await context.printTimings()
  const timings = parseTimings(started.log.stopCapture())
  expect(timings?.promptTokens).toBe(prompt.length)
  // The first token comes out of the prompt's own evaluation.
  expect(timings?.decodeTokens).toBe(7)
  expect(timings?.promptMs).toBeGreaterThan(0)
  expect(timings?.decodeMs).toBeGreaterThan(0)
})
