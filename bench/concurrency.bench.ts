import { concurrent, expect, test } from 'vitest-llm-bench'

test.for([1, 2, 4])('%i clients at once', async (clients, { bench, model }) => {
  const llama = await model('synthetic:smollm2-135m@Q4_0')
  const answer = llama.complete({ tokens: 12 }, { maxTokens: 12, ignoreEos: true })
  const run = await bench(
    `${clients} ${clients === 1 ? 'client' : 'clients'}`,
    { load: concurrent(clients), requests: 60 },
    answer,
  ).run()
  expect(run).toHaveSuccessRateAbove(0.9)
  expect(run).toHaveThroughputAbove(1)
})
