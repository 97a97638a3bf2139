import { expect, test } from 'vitest-llm-bench'
import { spawnMockServer } from 'vitest-llm-bench/mock-server'

test('an answer', async ({ bench, endpoint, onTestFinished }) => {
  // Stands in for the service of this package.
  const service = await spawnMockServer({ ttft: 20, interToken: 2, tokens: 16, models: ['chat-model'] })
  onTestFinished(async () => await service.close())
  const answer = endpoint(service.url).chat('Why is the sky blue?', { maxTokens: 16 })
  const run = await bench('answer', answer).run()
  expect(run).toHaveP50Below(2000, { of: 'ttft' })
})
