import { expect, test } from 'vitest-llm-bench'

test('a short answer', async ({ bench, model }) => {
  const llama = await model('synthetic:smollm2-135m@Q4_0')
  const run = await bench('short answer', llama.complete('Why is the sky blue?', { maxTokens: 16, ignoreEos: true })).run()
  expect(run).toHaveP95Below(5000)
  expect(run).toHaveP95Below(1000, { of: 'ttft' })
  expect(run).toHaveSuccessRateAbove(0.98)
  expect(run).toRunOn(run.record.target.backend ?? 'cpu')
})
