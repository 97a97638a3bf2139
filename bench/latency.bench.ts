import { expect, test } from 'vitest-llm-bench'

// A model of the shape of SmolLM2 135M with random weights: written here, no download. Name a real
// one instead and nothing else changes: 'hf:bartowski/SmolLM2-135M-Instruct-GGUF:Q4_K_M'.
const spec = 'synthetic:smollm2-135m@Q4_0'

test('a short answer', async ({ bench, model }) => {
  const llama = await model(spec)
  const answer = llama.complete('Why is the sky blue?', { maxTokens: 16, ignoreEos: true })
  const run = await bench('short answer', answer).run()

  // Generous limits: the point here is the report, whatever machine this runs on.
  expect(run).toHaveP95Below(10_000)
  expect(run).toHaveP95Below(5_000, { of: 'ttft' })
  expect(run).toHaveSuccessRateAbove(0.98)
  expect(run).toLoadWithin(60_000)
  expect(run).toFitInMemory('2 GB')
})

test('a longer prompt costs prefill, not decoding', async ({ bench, model }) => {
  const llama = await model(spec)
  const options = { requests: 40 }
  const result = await bench.compare(
    bench('8 tokens in', options, llama.complete({ tokens: 8 }, { maxTokens: 8, ignoreEos: true })),
    bench('64 tokens in', options, llama.complete({ tokens: 64 }, { maxTokens: 8, ignoreEos: true })),
  )
  expect(result.get('64 tokens in').metrics.ttft.p50).toBeGreaterThan(result.get('8 tokens in').metrics.ttft.p50)
})
