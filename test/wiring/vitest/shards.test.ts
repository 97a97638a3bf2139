import { expect, test } from 'vitest'
import { spawnMockServer } from '../../../src/mock-server/index.ts'
import { validateReport } from '../../support/schema.ts'
import { makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

test('loads of two shards are merged into one report with every figure of theirs, and nothing is asked again', async () => {
  await using server = await spawnMockServer({ ttft: 5, interToken: 2, faults: [{ kind: 'refuse-503', every: 10 }] })
  const benchOf = (name: string, load: string): string => `
import { concurrent, expect, rate, test } from 'vitest-llm-bench'
test('${name}', async ({ bench, endpoint }) => {
  const run = await bench('${name}', { load: ${load}, requests: 60, warmup: 4 }, endpoint(${JSON.stringify(server.url)}).chat('Why?', { maxTokens: 4 })).run()
  expect(run).toHaveSuccessRateAbove(0.5)
})
`
  await using project = makeProject({
    'a.bench.ts': benchOf('closed', 'concurrent(4)'),
    'b.bench.ts': benchOf('open', "rate(100, { arrivals: 'constant' })"),
  })
  const parts = []
  for (const shard of ['1/2', '2/2']) {
    const { exitCode, output } = await runVitest(project, ['bench', '--run', `--shard=${shard}`, '--reporter=blob'])
    expect(exitCode, output).toBe(0)
    expect(project.report().runs).toHaveLength(1)
    parts.push(...project.report().runs)
  }
  expect(parts.map(({ name }) => name).toSorted()).toEqual(['closed', 'open'])
  const asked = (await server.counts()).requests
  const merged = await runVitest(project, ['bench', '--run', '--merge-reports'])
  expect(merged.exitCode, merged.output).toBe(0)
  const report = project.report()
  expect(validateReport(report)).toEqual([])
  expect(report.complete).toBe(true)
  const sorted = (runs: typeof report.runs): typeof report.runs =>
    runs.toSorted((one, other) => one.name.localeCompare(other.name))
  // Failures, rates, statuses and checks too: nothing is lost on the way.
  expect(sorted(report.runs)).toEqual(sorted(parts))
  for (const { requests, http, metrics, load } of report.runs) {
    expect(requests).toMatchObject({ attempted: 60, failures: { 'http-status': requests.failed } })
    expect(requests.failed).toBeGreaterThan(3)
    expect(http?.statuses['503']).toBe(requests.failed)
    expect(metrics.ttft.n).toBe(60 - requests.failed)
    expect(metrics.latency.adjusted).toMatchObject({ n: 60, infinite: requests.failed })
    expect(load.hosts).toBe(1)
  }
  expect((await server.counts()).requests).toBe(asked)
})

test('one bench of two machines stays two runs, told apart by the labels of their blobs', async () => {
  await using project = makeProject({
    'a.bench.ts': `
import { simulated, test } from 'vitest-llm-bench'
test('anywhere', async ({ bench }) => {
  await bench('anywhere', { requests: 5, warmup: 0 }, simulated({ ttft: 1, tpot: 1 }).complete('Why?', { maxTokens: 2 })).run()
})
`,
  })
  for (const label of ['linux', 'mac']) {
    const { exitCode, output } = await runVitest(
      project,
      ['bench', '--run', '--reporter=blob', `--outputFile=.vitest/blob/${label}.json`],
      { VITEST_BLOB_LABEL: label },
    )
    expect(exitCode, output).toBe(0)
    expect(project.report().runs.map(({ blob }) => blob)).toEqual([label])
  }
  const merged = await runVitest(project, ['bench', '--run', '--merge-reports=.vitest/blob'])
  expect(merged.exitCode, merged.output).toBe(0)
  const { runs } = project.report()
  expect(runs.map(({ blob, project: name, test: full }) => [blob, name, full])).toEqual([
    ['linux', '', 'anywhere'],
    ['mac', '', 'anywhere'],
  ])
  expect(validateReport(project.report())).toEqual([])
})
