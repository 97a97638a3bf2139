import { expect, test } from 'vitest'
import { makeProject } from '../support/project.ts'
import { runVitest } from '../support/vitest.ts'

test('a simulated model is measured like any other, says so everywhere, and no claim rests on it unasked', async () => {
  await using project = makeProject({
    'simulated.bench.ts': `
import { concurrent, expect, simulated, test } from 'vitest-llm-bench'
const soon = () => simulated({ ttft: 10, tpot: 2, failures: 0.2, seed: 4 })
test('closed', async ({ bench }) => {
  const run = await bench('closed', { load: concurrent(5), requests: 100 }, soon().complete('Why?', { maxTokens: 4 })).run()
  expect(run.samples).toHaveLength(100)
  expect(run.metrics.ttft.min).toBeGreaterThanOrEqual(10)
  expect(run).toHaveP50Below(60_000, { accept: ['simulated'] })
})
test('refused', async ({ bench }) => {
  const run = await bench('refused', { requests: 20 }, soon().chat('Why?', { maxTokens: 2 })).run()
  expect(run).toHaveP50Below(60_000)
})
test('refused too', async ({ bench }) => {
  const run = await bench('refused too', { requests: 20 }, soon().chat('Why?', { maxTokens: 2 })).run()
  expect(run).not.toHaveP50Below(1)
})
test('once', async () => {
  expect(await simulated({ ttft: 1, tpot: 1 }).complete('Why?', { maxTokens: 2 })()).toBe('word0 word1')
  simulated({ tfft: 3 })
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).toBe(1)
  expect(output).toContain('3 failed | 1 passed')
  expect(output.match(/accept: \['simulated'\]/g)?.length).toBeGreaterThanOrEqual(2)
  expect(output).toContain(
    'simulated({ tfft }): there is no option "tfft"; did you mean "ttft"? there are ttft, tpot, jitter, failures, seed',
  )
  const { runs } = project.report()
  const closed = runs.find(({ name }) => name === 'closed')
  expect(closed).toMatchObject({
    provenance: 'simulated',
    target: { kind: 'simulated', model: 'simulated' },
    cost: null,
    http: null,
  })
  expect(closed?.requests.attempted).toBe(100)
  expect(closed?.requests.failures['engine']).toBe(closed?.requests.failed)
  expect(closed?.requests.failed).toBeGreaterThan(5)
  expect(output).toMatch(/closed \(simulated\)/)
  expect(project.read('llm-bench-report/report.md')).toMatch(/simulated/)
})
