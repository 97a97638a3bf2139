import { expect, test } from 'vitest-llm-bench'
import { promptFor } from '../prompts.ts'

test('an answer while somebody waits', async ({ bench, model }) => {
  const assistant = await model('assistant')
  const work = assistant.complete(promptFor('Why is the sky blue?'), { maxTokens: 8 })
  const run = await bench('one question', { requests: 50 }, work).run()
  expect(run).toHaveP50Below(5000, { of: 'ttft' }) // milliseconds: set what your users wait for
  expect(run).toHaveThroughputAbove(1) // tokens per second
  expect(run).toFitInMemory('2 GB')
})
