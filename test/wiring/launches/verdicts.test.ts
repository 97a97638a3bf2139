import { expect, test } from 'vitest'
import { makeProject } from '../../support/project.ts'
import { hostsOf, runVitest, startVitest } from '../../support/vitest.ts'

const bench = (claims: string): string => `
import { expect, test } from 'vitest-llm-bench'
test('launches', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  const run = await bench('short', { launches: 3, requests: 60 }, llama.complete('Why?', { maxTokens: 4 })).run()
  ${claims}
})
`

test('claims say over how many launches they hold, and baselines keep launches', async () => {
  await using project = makeProject({ 'a.bench.ts': bench("expect(run).toNotRegressFrom('main', { by: 0.9 })") })
  const saved = await runVitest(project, ['bench', '--run', '--mode', 'baseline'])
  expect(saved.exitCode, saved.output).toBe(0)
  project.write({
    'a.bench.ts': bench(`
  expect.soft(run).not.toNotRegressFrom('main', { by: 0.9, accept: ['invalid-baseline'] })
  expect.soft(run).toHaveMeanBelow(0.001)
  expect.soft(run).toHaveThroughputAbove(1e9)
  expect.soft(run).toHaveP50Below(0.001)`),
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(1)
  const told = (claim: RegExp): string => claim.exec(output)?.[0] ?? output
  expect(told(/expected median latency not at most.*\n/u)).toContain('(n = 60 over 3 launches, 90 % interval')
  expect(told(/expected mean of latency below.*\n/u)).toContain('(n = 60 over 3 launches, 90 % interval')
  expect(told(/expected throughput above.*\n/u)).toContain('(n = 60 over 3 launches, 90 % interval')
  expect(told(/expected p50 of latency below.*\n/u)).toContain('(n = 60 over 3 launches, ')
  expect(output).toMatch(/judged by one value each of 3 launches; it would have seen \d/u)
})

test('what finished launches measured is kept when a later one is killed', async () => {
  await using project = makeProject({
    'a.bench.ts': bench('').replace('requests: 60', 'requests: 600'),
  })
  await using vitest = startVitest(project, ['bench', '--run'])
  const deadline = Date.now() + 120_000
  const isSecond = (): boolean => {
    const lines =
      project
        .journals()
        .at(-1)
        ?.filter((line) => line.includes('"phase":"measured"')) ?? []
    return lines.some((line) => line.includes('"slot":1'))
  }
  while (!isSecond() && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 100))
  const [host] = hostsOf(project)
  process.kill(host ?? 0, 'SIGKILL')
  const { exitCode } = await vitest.ended
  expect(exitCode).toBe(1)
  const [run] = project.report().runs
  expect(run?.state).toBe('partial')
  expect(run?.launches.map(({ kind }) => kind)).toEqual(['launch', 'launch'])
  expect(run?.launches[0]?.requests).toBe(200)
})
