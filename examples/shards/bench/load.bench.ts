import { concurrent, expect, test } from 'vitest-llm-bench'

test('a part of the load', async ({ bench, endpoint }) => {
  const service = endpoint(undefined, { readyTimeout: 60_000 })
  // Every host runs this file: four clients each, joined in the report under the name of the part.
  const plan = { part: 'chat, 4 clients on each host', load: concurrent(4), duration: 5_000 }
  const run = await bench('4 clients', plan, service.chat({ tokens: 32 }, { maxTokens: 16 })).run()

  expect(run).toHaveSuccessRateAbove(0.9)
  expect(run).toHaveP95Below(30_000) // milliseconds: set what your users wait for
})
