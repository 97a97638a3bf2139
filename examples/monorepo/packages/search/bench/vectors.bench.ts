import { expect, test } from 'vitest-llm-bench'
import { spawnMockServer } from 'vitest-llm-bench/mock-server'

test('vectors of a page', async ({ bench, endpoint, onTestFinished }) => {
  const service = await spawnMockServer({ ttft: 5, models: ['vector-model'] })
  onTestFinished(async () => await service.close())
  const texts = ['Why is the sky blue?', 'What is an index?', 'How is bread made?']
  const run = await bench('3 texts', endpoint(service.url).embed(texts, { batch: 3 })).run()
  expect(run).toHaveP95Below(2000)
  expect(run).toHaveThroughputAbove(1, { of: 'items' })
})
