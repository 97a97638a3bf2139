import { concurrent, expect, test } from 'vitest-llm-bench'

const letter = `Say in one sentence what this customer wants.

I ordered a coffee grinder from you three weeks ago, and it came last Tuesday. The box was open at one side, and the
cable had a cut through which I could see the copper. I did not plug it in. Your shop in town says that it cannot take
back what was ordered on the net, and the form on your page asks for a number that I was never given. I do not need the
money back, I would like a grinder that works before my sister visits at the end of the month. Please tell me where I
can bring this one, or send somebody who takes it with him.`

test('four people at once', async ({ bench, endpoint }) => {
  // The address is that of LLM_BENCH_URL. It is waited for until it lists a model; a wrong address or key is an error.
  const service = endpoint(undefined, { readyTimeout: 60_000, timeout: 60_000 })
  const answer = service.chat(letter, { maxTokens: 32 })
  const run = await bench('4 clients', { load: concurrent(4) }, answer).run()

  expect(run).toHaveSuccessRateAbove(0.9)
  expect(run).toHaveP50Below(30_000, { of: 'ttft' }) // milliseconds: set what your users wait for

  // What the service counted itself in the same time, where it tells it under /metrics; null where it does not.
  const own = run.record.server
  if (own !== null && own.dropped === null) expect(own.generatedTokens).not.toBe(0)
})
