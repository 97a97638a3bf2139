import { describe, expect, profile, test } from 'vitest-llm-bench'

/** A prediction of memory is off by no more than this share of the growth that is measured. */
const most = 0.05

// Models of 7 and 8 billion parameters, whose files take 9 GB of disk: `npm run bench -- --mode full`.
describe.runIf(profile === 'full')('large models', () => {
  test.for(['synthetic:llama-3.1-8b@Q4_0', 'synthetic:qwen2.5-7b@Q4_0'] as const)(
    '%s',
    async (spec, { bench, model }) => {
      const large = await model(spec, { threads: 1, mmap: false, memoryBudget: '8 GB' })
      const ask = large.complete({ tokens: 16 }, { maxTokens: 8, ignoreEos: true })
      const run = await bench(spec, { requests: 3, budget: 120_000 }, ask).run()
      const { predicted, growthBytes } = run.record.memory
      expect(run.record.requests.failed).toBe(0)
      expect(Math.abs((predicted?.totalBytes ?? Number.NaN) / (growthBytes ?? Number.NaN) - 1)).toBeLessThan(most)
    },
  )
})
