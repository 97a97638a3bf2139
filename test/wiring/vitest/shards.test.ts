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

test('one file makes a part in each pod of a job; they begin at one moment, and the merge joins them', async () => {
  await using server = await spawnMockServer({ ttft: 5, interToken: 2 })
  await using project = makeProject({
    'a.bench.ts': `
import { concurrent, expect, test } from 'vitest-llm-bench'
test('a part', async ({ bench, endpoint }) => {
  const chat = endpoint(${JSON.stringify(server.url)}).chat({ tokens: 8 }, { maxTokens: 4 })
  const run = await bench('two clients', { part: 'four clients', load: concurrent(2), duration: 1000 }, chat).run()
  expect(run).toHaveP95Below(60_000)
})
`,
  })
  const moment = new Date(Date.now() + 10_000).toISOString()
  const pod = async (index: number): Promise<void> => {
    const { exitCode, output } = await runVitest(
      project,
      ['bench', '--run', '--reporter=blob', `--outputFile=blobs/${index}.json`],
      {
        JOB_COMPLETION_INDEX: String(index),
        LLM_BENCH_START_AT: moment,
        LLM_BENCH_LOCKS: 'off',
        LLM_BENCH_OUTPUT: `out-${index}`,
      },
    )
    expect(exitCode, output).toBe(0)
    // On a busy machine it may not be ready in time.
    expect(output).toMatch(/two clients: (?:ready, waiting .* until|late, it was to begin at) \d\d:\d\d:\d\d/u)
  }
  await Promise.all([pod(0), pod(1)])
  const merged = await runVitest(project, ['bench', '--run', '--merge-reports=blobs'])
  expect(merged.exitCode, merged.output).toBe(0)
  const report = project.report()
  expect(validateReport(report)).toEqual([])
  const whole = report.runs.find(({ name }) => name === 'four clients')
  const parts = report.runs.filter(({ part }) => part === 'four clients')
  expect(parts.map(({ blob, partNumber }) => [blob, partNumber?.number])).toEqual([
    ['part 1', 1],
    ['part 2', 2],
  ])
  const [first, second] = parts
  expect(second?.workload.seed).not.toBe(first?.workload.seed)
  expect(whole?.requests.attempted).toBe(parts.reduce((sum, { requests }) => sum + requests.attempted, 0))
  expect(whole?.joined?.clocks).toBe(process.platform === 'linux' ? 'one' : 'several')
  expect(whole?.claims.map(({ text }) => text)).toEqual(['p95 of latency below 60,000 ms'])
  const lates = parts.map(({ start }) => start?.lateMs ?? Number.NaN)
  for (const { start, checks } of parts) {
    expect(start).toMatchObject({ asked: moment, by: 'environment' })
    expect(checks.find(({ id }) => id === 'start-at')?.status).toBe(start?.lateMs === 0 ? 'ok' : 'invalid')
  }
  if (Math.max(...lates) > 0) expect(whole?.claims[0]?.verdict).toBe('inconclusive')
  for (const { startedAt } of whole?.joined?.parts ?? []) expect(startedAt >= moment).toBe(true)
  expect(project.read('llm-bench-report/report.md')).toContain('**Parts of the load**')
})
