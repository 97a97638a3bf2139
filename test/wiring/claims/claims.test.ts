import { expect, test } from 'vitest'
import { configFile, makeProject } from '../../support/project.ts'
import type { Verdict } from '../../../src/record/claim.ts'
import { unlessDisturbed } from '../../support/verdict.ts'
import { runVitest } from '../../support/vitest.ts'

const run = `const llama = await model('synthetic:micro')
  const run = await bench('r', { requests: 20 }, llama.complete('Why?', { maxTokens: 4 })).run()`

test('soft, negated, retried and asymmetric claims are judged and all reach the report', async () => {
  await using project = makeProject({
    'claims.bench.ts': `
import { expect, openai, test } from 'vitest-llm-bench'
test('soft', async ({ bench, model }) => {
  ${run}
  expect.soft(run).toHaveP50Below(0.000001)
  expect.soft(run).toHaveP99Below(60_000)
})
test('negated', async ({ bench, model }) => {
  ${run}
  expect(run).not.toHaveP50Below(0.000001)
  expect({ run }).toEqual({ run: expect.toHaveP50Below(60_000) })
})
test('retried', { retry: 2 }, async ({ bench, model, task }) => {
  ${run}
  expect(run).toHaveP50Below((task.result?.retryCount ?? 0) === 2 ? 60_000 : 0.000001)
})
test('facts', async ({ bench, model }) => {
  ${run}
  expect(run).toRunOn('cpu')
  expect(run).toLoadWithin(600_000)
  expect(run).toFitInMemory('20 GB')
  expect(run).toSaveCostVs(openai, 0.1)
  expect(run).toSaveCostVs(openai, 0.1, { accept: ['assumed'] })
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).toBe(1)
  expect(output).toContain('1 failed | 3 passed')
  const told = (name: string, verdict: Verdict, place: number): Verdict => {
    const found = project.report().runs.find(({ test: own }) => own === name)
    return unlessDisturbed(found?.claims[place], verdict)
  }
  const claims = project.report().runs.map(({ test: name, attempt, claims: made }) => ({
    name,
    attempt,
    claims: made.map(({ matcher, negated, verdict, passed, needed }) => ({
      matcher,
      negated,
      verdict,
      passed,
      needed,
    })),
  }))
  expect(claims).toMatchObject([
    {
      name: 'soft',
      claims: [
        { matcher: 'toHaveP50Below', verdict: told('soft', 'fail', 0), passed: false },
        // Twenty requests cannot settle a 99th percentile: the point estimate decided, and it is said.
        { matcher: 'toHaveP99Below', verdict: 'inconclusive', passed: true },
      ],
    },
    {
      name: 'negated',
      claims: [
        { matcher: 'toHaveP50Below', negated: true, verdict: told('negated', 'pass', 0), passed: true },
        { matcher: 'toHaveP50Below', negated: false, verdict: told('negated', 'pass', 1), passed: true },
      ],
    },
    { name: 'retried', attempt: 0, claims: [{ passed: false }] },
    { name: 'retried', attempt: 1, claims: [{ passed: false }] },
    { name: 'retried', attempt: 2, claims: [{ passed: true }] },
    {
      name: 'facts',
      claims: [
        { matcher: 'toRunOn', verdict: told('facts', 'pass', 0) },
        { matcher: 'toLoadWithin', verdict: told('facts', 'pass', 1) },
        { matcher: 'toFitInMemory', verdict: told('facts', 'pass', 2) },
        // Nobody declared watts or the price of a kWh.
        { matcher: 'toSaveCostVs', verdict: 'inconclusive', passed: true },
        { matcher: 'toSaveCostVs', verdict: told('facts', 'pass', 4) },
      ],
    },
  ])
  const [soft] = project.report().runs
  if (unlessDisturbed(soft?.claims[1], 'pass') === 'pass') expect(soft?.claims[1]?.needed).toBeGreaterThanOrEqual(299)
})

test("the policy 'fail' turns an inconclusive claim red", async () => {
  await using project = makeProject({
    'vitest.config.ts': configFile(`inconclusive: 'fail'`),
    'claims.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
test('too few', async ({ bench, model }) => {
  ${run}
  expect(run).toHaveP95Below(60_000)
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).toBe(1)
  expect(output).toMatch(/p95 of latency below 60,000 ms.*inconclusive/)
  expect(output).toMatch(/at least 59 are needed|the check .* is invalid/)
})

test('profiles choose the plan, and a bench file can ask which one it is', async () => {
  await using project = makeProject({
    'vitest.config.ts': configFile(`profiles: { tiny: { requests: 3 } }`),
    'profile.bench.ts': `
import { expect, profile, test } from 'vitest-llm-bench'
test('profile', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  const run = await bench('p', llama.complete('Why?', { maxTokens: 2 })).run()
  console.log(profile + ' ' + run.samples.length)
})
`,
  })
  const tiny = await runVitest(project, ['bench', '--run', '--mode', 'tiny'])
  expect(tiny.output).toContain('tiny 3')
  expect(project.report().profile).toBe('tiny')
  const quick = await runVitest(project, ['bench', '--run', '--mode', 'quick'])
  expect(quick.output).toContain('quick 20')
})
