import { afterAll, aroundAll, aroundEach, beforeAll, beforeEach, describe, expect, it } from 'vitest-llm-bench'
import type { LlmRun, LocalModel } from 'vitest-llm-bench'
import { beforeAll as ownBeforeAll, it as ownIt } from 'vitest-llm-bench/fixtures'

/** Compiled by the type check, never run: what the names beside `test` may and may not use. */
let llama: LocalModel
beforeAll(async ({ model }) => {
  llama = await model('synthetic:micro')
}, 60_000)
// @ts-expect-error what belongs to a test is not there before any
beforeAll(({ measure }) => void measure)
ownBeforeAll(({ endpoint }) => void endpoint('http://127.0.0.1:8000/v1'))
afterAll(({ server, languageModel }) => void [server, languageModel])
aroundAll(async (run, { endpoint }) => {
  expect(endpoint).toBeDefined()
  await run()
})
beforeEach(({ bench, task }) => void [bench, task.name])
aroundEach(async (run, { findMaxLoad }) => {
  expect(findMaxLoad).toBeDefined()
  await run()
})

describe('a suite', () => {
  it('measures', { timeout: 1000 }, async ({ measure, bench }) => {
    const run: LlmRun = await measure(llama.complete('Why?'), { requests: 3 })
    expect(await bench('x', llama.complete('Why?')).run()).toHaveP95Below(run.latency.p99)
  })
  it.for([1, 2])('one of %s', async (requests, { measure }) => {
    expect(await measure(llama.complete('Why?'), { requests })).toHaveP95Below(1)
  })
  ownIt.skipIf(true)('a chain', ({ loadSweep }) => void loadSweep)
})
