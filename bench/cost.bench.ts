import { anthropic, expect, openai, test } from 'vitest-llm-bench'

test('a local answer against an API', async ({ bench, model }) => {
  const llama = await model('synthetic:smollm2-135m@Q4_0')
  const answer = llama.complete({ tokens: 40 }, { maxTokens: 24, ignoreEos: true })
  const run = await bench('40 in, 24 out', { requests: 60 }, answer).run()

  // 30 W and 0.15 USD/kWh are assumed until vitest.config.ts declares them, as it should:
  // llmBench({ power: { watts: 30 }, electricity: { usdPerKwh: 0.15 } })
  const accept = ['assumed'] as const
  expect(run).toSaveCostVs(openai, 0.1, { accept })
  expect(run).toSaveCostVs(anthropic, 0.1, { accept })
})
