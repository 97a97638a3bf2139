import { expect, test } from 'vitest'
import { makeProject } from '../../support/project.ts'
import { hostsOf, remainingHosts, runVitest, startVitest } from '../../support/vitest.ts'

const longBench = `
import { expect, test } from 'vitest-llm-bench'
test('long', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  await bench('long', { requests: 100_000 }, llama.complete('Why?', { maxTokens: 8 })).run()
})
`

const shortBench = `
import { expect, test } from 'vitest-llm-bench'
test('next', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  const run = await bench('next', { requests: 5 }, llama.complete('Why?', { maxTokens: 4 })).run()
  expect(run.samples).toHaveLength(5)
})
`

/** A test that has a model loaded: how long that takes is no matter of the test behind it, which has little time. */
const loaded = (options: string): string => `
test('loaded', async ({ bench, model }) => {
  const llama = await model(${options})
  await bench('loaded', { requests: 1, warmup: 0 }, llama.complete('Why?', { maxTokens: 1 })).run()
})
`

/** Starts a run and waits until some requests are in the journal. */
async function startMeasuring(
  project: ReturnType<typeof makeProject>,
  args: readonly string[] = ['bench', '--run'],
): Promise<ReturnType<typeof startVitest>> {
  const vitest = startVitest(project, args)
  const deadline = Date.now() + 60_000
  while ((project.journals().at(-1)?.length ?? 0) < 20) {
    if (Date.now() > deadline) throw new Error(`nothing was measured:\n${vitest.output()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return vitest
}

/** Requests that are whole in the newest journal, its header and warm-up left out. */
function measuredInJournal(project: ReturnType<typeof makeProject>, name: string): number {
  const lines = project.journals().find((journal) => journal[0]?.includes(`"name":"${name}"`)) ?? []
  return lines.slice(1).filter((line) => line.endsWith('}') && line.includes('"phase":"measured"')).length
}

test('a killed host fails its test with one message; its samples are kept and the next file runs', async () => {
  await using project = makeProject({ 'a-long.bench.ts': longBench, 'b-next.bench.ts': shortBench })
  await using vitest = await startMeasuring(project)
  const [host] = hostsOf(project)
  process.kill(host ?? 0, 'SIGKILL')
  const { exitCode, output } = await vitest.ended
  expect(exitCode, output).toBe(1)
  expect(output).toMatch(
    /the process running model "synthetic:micro" was ended by SIGKILL; last line of its log: .*; finished requests are kept/,
  )
  expect(output).toContain('1 failed | 1 passed')
  const report = project.report()
  const long = report.runs.find(({ name }) => name === 'long')
  const next = report.runs.find(({ name }) => name === 'next')
  expect(report.complete).toBe(false)
  expect(long).toMatchObject({ name: 'long', state: 'partial', load: { endedBy: 'crash' } })
  expect(long?.requests.succeeded).toBe(measuredInJournal(project, 'long'))
  expect(long?.requests.succeeded).toBeGreaterThan(10)
  expect(next).toMatchObject({ name: 'next', state: 'complete', requests: { succeeded: 5 } })
  expect(await remainingHosts(project)).toEqual([])
})

test.for(['SIGINT', 'SIGTERM'] as const)('%s leaves a partial report and no process', async (name) => {
  await using project = makeProject({ 'long.bench.ts': longBench })
  await using vitest = await startMeasuring(project)
  vitest.signal(name)
  const { output } = await vitest.ended
  expect(await remainingHosts(project)).toEqual([])
  expect(project.exists('llm-bench-report/report.json'), output).toBe(true)
  const report = project.report()
  expect(report.complete).toBe(false)
  expect(report.runs[0]).toMatchObject({ name: 'long', state: 'partial' })
  expect(report.runs[0]?.requests.succeeded).toBe(measuredInJournal(project, 'long'))
  expect(project.read('llm-bench-report/report.md')).toContain('Partial')
})

test('a killed Vitest leaves no host behind, and the journal on disk', async () => {
  await using project = makeProject({ 'long.bench.ts': longBench })
  await using vitest = await startMeasuring(project)
  vitest.signal('SIGKILL')
  await vitest.ended
  expect(await remainingHosts(project)).toEqual([])
  expect(measuredInJournal(project, 'long')).toBeGreaterThan(10)
})

test('a test that times out keeps its samples, and the next file runs on the same host', async () => {
  await using project = makeProject({
    'a-long.bench.ts': longBench.replace(
      "test('long', async",
      `${loaded("'synthetic:micro'")}test('long', { timeout: 3000 }, async`,
    ),
    'b-next.bench.ts': shortBench,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).toBe(1)
  expect(output).toContain('Test timed out in 3000ms')
  expect(output).toContain('1 failed | 1 passed')
  const long = project.report().runs.find(({ name }) => name === 'long')
  expect(long).toMatchObject({ state: 'partial', load: { endedBy: 'aborted' } })
  expect(long?.requests.succeeded).toBe(measuredInJournal(project, 'long'))
  expect(long?.requests.succeeded).toBeGreaterThan(10)
})

test('a test body that throws beside an unfinished run ends the run', async () => {
  await using project = makeProject({
    'a.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
test('throws', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  bench('beside', { requests: 100_000 }, llama.complete('Why?', { maxTokens: 8 })).run().catch(() => {})
  await new Promise((resolve) => setTimeout(resolve, 500))
  throw new Error('the body is over')
})
`,
    'b-next.bench.ts': shortBench,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).toBe(1)
  expect(output).toContain('the body is over')
  expect(output).toContain('1 failed | 1 passed')
  expect(project.report().runs.find(({ name }) => name === 'beside')?.state).toBe('partial')
})

test('a host that does not stop when asked is ended, and that is not called a crash', async () => {
  await using project = makeProject({
    'a-prefill.bench.ts': `
import { test } from 'vitest-llm-bench'
${loaded("'synthetic:smollm2-135m', { batchSize: 6000 }")}
test('prefill', { timeout: 3000 }, async ({ bench, model }) => {
  const llama = await model('synthetic:smollm2-135m', { batchSize: 6000 })
  await bench('prefill', { warmup: 0 }, llama.complete({ tokens: 6000 }, { maxTokens: 1 })).run()
})
test('lives on', async () => {
  await new Promise((resolve) => setTimeout(resolve, 5000))
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).toBe(1)
  expect(output).toContain('Test timed out in 3000ms')
  const run = project.report().runs.find(({ name }) => name === 'prefill')
  expect(run).toMatchObject({
    state: 'partial',
    load: { endedBy: 'aborted' },
    error: expect.stringContaining('did not stop within 2 s'),
  })
  expect(await remainingHosts(project)).toEqual([])
})
