import { describe, expect, openai, profile, test } from 'vitest-llm-bench'

// The two models of the reference work, by shape: `npm run bench -- --mode full`.
const models = [
  { name: 'TinyLlama 1.1B Q4_0', spec: 'synthetic:tinyllama-1.1b@Q4_0' },
  { name: 'GPT-2 XL Q8_0', spec: 'synthetic:gpt2-xl@Q8_0' },
]

describe.runIf(profile === 'full')('reference models', () => {
  test.for(models)('$name', async ({ name, spec }, { bench, model }) => {
    const llama = await model(spec)
    const answer = llama.complete({ tokens: 32 }, { maxTokens: 16, ignoreEos: true })
    const run = await bench(name, { requests: 60, budget: 180_000 }, answer).run()
    expect(run).toHaveSuccessRateAbove(0.9)
    expect(run).toFitInMemory('6 GB')
    expect(run).toSaveCostVs(openai, 0.1, { accept: ['assumed'] })
  })
})
