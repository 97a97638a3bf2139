import { expect, test } from 'vitest'
import { makeProject } from '../../support/project.ts'
import { unlessDisturbed } from '../../support/verdict.ts'
import { runVitest } from '../../support/vitest.ts'

test('a run stops when its claims are decided, and its matchers take the decision', async () => {
  await using project = makeProject({
    'until.bench.ts': `
import { decided, expect, test } from 'vitest-llm-bench'
test('clear pass', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  const run = await bench('pass', { until: decided({ p95: 60_000 }, { minDuration: 0 }) }, llama.complete('Why?', { maxTokens: 4 })).run()
  expect(run).toHaveP95Below(60_000)
})
test('clear fail', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  const run = await bench('fail', { until: decided({ p95: 0.000001 }, { minDuration: 0 }) }, llama.complete('Why?', { maxTokens: 4 })).run()
  expect(run).toHaveP95Below(0.000001)
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).toBe(1)
  expect(output).toContain('1 failed | 1 passed')
  const [pass, fail] = project.report().runs
  expect(pass).toMatchObject({
    load: { endedBy: 'decided' },
    decisions: [{ metric: 'latency', percentile: 95, verdict: 'pass', bad: 0 }],
  })
  expect(pass?.requests.attempted).toBeLessThanOrEqual(95)
  expect(pass?.claims).toMatchObject([{ verdict: unlessDisturbed(pass?.claims[0], 'pass') }])
  expect(fail).toMatchObject({ load: { endedBy: 'decided' }, decisions: [{ verdict: 'fail' }] })
  expect(fail?.requests.attempted).toBeLessThanOrEqual(20)
  expect(fail?.claims).toMatchObject([{ verdict: unlessDisturbed(fail?.claims[0], 'fail'), passed: false }])
})

test('a comparison cannot stop when it knows, and says so', async () => {
  await using project = makeProject({
    'until.bench.ts': `
import { decided, test } from 'vitest-llm-bench'
test('both', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  const options = { until: decided({ p95: 60_000 }) }
  const workload = llama.complete('Why?', { maxTokens: 4 })
  await bench.compare(bench('a', options, workload), bench('b', options, workload))
})
`,
  })
  const { output } = await runVitest(project, ['bench', '--run'])
  expect(output).toContain(
    'bench.compare(…, { until }): decided(…) is not allowed here; give it to a bench that runs alone',
  )
})
