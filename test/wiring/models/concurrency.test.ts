import { expect, test } from 'vitest'
import { makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

test('several clients share one context, and the steady window is computed', async () => {
  await using project = makeProject({
    'clients.bench.ts': `
import { concurrent, expect, test } from 'vitest-llm-bench'
test('four clients', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  const run = await bench('four', { load: concurrent(4), requests: 60 }, llama.complete({ tokens: 12 }, { maxTokens: 16 })).run()
  expect(new Set(run.samples.map(({ stream }) => stream)).size).toBe(4)
  expect(run.samples.every(({ tokens }) => tokens.input === 12 && tokens.output === 16)).toBe(true)
  const inFlight = run.samples.map((one) => run.samples.filter((other) => other.sent <= one.sent && other.end > one.sent).length)
  expect(Math.max(...inFlight)).toBe(4)
  expect(run).toHaveThroughputAbove(0.001)
  expect(run.metrics.prefillSpeed.n).toBe(0)
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  const [run] = project.report().runs
  expect(run).toMatchObject({
    load: { concurrency: 4 },
    warmup: { requests: 4 },
    requests: { succeeded: 60 },
    engineTimings: null,
  })
  expect(run?.throughput.steady?.windowMs).toBeLessThan(run?.throughput.windowMs ?? 0)
  expect(run?.checks.map(({ id }) => id)).toContain('lock-step')
})

test('the budget ends a run, and the report says so', async () => {
  await using project = makeProject({
    'budget.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
test('budget', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  const run = await bench('cut', { requests: 1_000_000, budget: 300 }, llama.complete('Why?', { maxTokens: 4 })).run()
  expect(run.samples.length).toBeGreaterThan(0)
  expect(run.checks).toContainEqual(expect.objectContaining({ id: 'budget-cut', status: 'warning' }))
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  const report = project.report()
  expect(report.complete).toBe(true)
  expect(report.runs[0]).toMatchObject({ state: 'complete', load: { endedBy: 'budget' } })
})
