import { expect, test } from 'vitest'
import { makeProject } from '../../support/project.ts'
import { remainingHosts, runVitest } from '../../support/vitest.ts'

const model = "await model('synthetic:smollm2-135m', { batchSize: 6000, threads: 1 })"

test('a host that does not stop when its test times out is ended, and the next test gets another', async () => {
  await using project = makeProject({
    'write.bench.ts': `
import { test } from 'vitest-llm-bench'
test('write', async ({ model }) => void (${model}))
`,
    'prefill.bench.ts': `
import { test } from 'vitest-llm-bench'
test('long prefill', { timeout: 6000 }, async ({ bench, model }) => {
  const llama = ${model}
  await bench('prefill', { warmup: 0 }, llama.complete({ tokens: 6000 }, { maxTokens: 1 })).run()
})
test('next', async ({ bench, model }) => {
  const llama = ${model}
  await bench('next', { warmup: 0, requests: 3 }, llama.complete('Why?', { maxTokens: 2 })).run()
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(1)
  expect(output).toContain('Test timed out in 6000ms')
  expect(output).toContain('1 failed | 2 passed')
  expect(project.report().runs.find(({ name }) => name === 'next')).toMatchObject({ requests: { succeeded: 3 } })
  expect(await remainingHosts(project)).toEqual([])
})
