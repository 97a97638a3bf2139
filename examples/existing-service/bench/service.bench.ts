import { concurrent, expect, test } from 'vitest-llm-bench'

test('four people at once', async ({ bench, endpoint }) => {
  // The address is that of LLM_BENCH_URL. It is waited for until it lists a model; a wrong address or key is an error.
  const service = endpoint(undefined, { readyTimeout: 60_000, timeout: 60_000 })
  const answer = service.chat('Name three uses of a paper clip.', { maxTokens: 32 })
  const run = await bench('4 clients', { load: concurrent(4) }, answer).run()

  expect(run).toHaveSuccessRateAbove(0.9)
  expect(run).toHaveP50Below(30_000, { of: 'ttft' }) // milliseconds: set what your users wait for

  // What the service counted itself in the same time, where it tells it under /metrics; null where it does not.
  const own = run.record.server
  if (own !== null && own.dropped === null) expect(own.generatedTokens).not.toBe(0)
})
