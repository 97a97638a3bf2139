import { expect, test } from 'vitest'
import { spawnMockServer } from '../../../src/mock-server/index.ts'
import type { Sample } from '../../../src/samples/sample.ts'
import { loadHostsOf, remainingLoadHosts } from '../../support/load-processes.ts'
import { makeProject } from '../../support/project.ts'
import { runVitest, startVitest } from '../../support/vitest.ts'

test('a load made by several processes is together the one load that was asked for', async () => {
  await using server = await spawnMockServer({ ttft: 10, interToken: 2 })
  const options = JSON.stringify({ url: server.url, hosts: 3 })
  await using project = makeProject({
    'hosts.bench.ts': `
import { concurrent, price, rate, test } from 'vitest-llm-bench'
test('closed', async ({ bench, endpoint }) => {
  const run = await bench('closed', { load: concurrent(10), requests: 101, warmup: 10 }, endpoint(${options}).chat('Why?', { maxTokens: 3 })).run()
})
test('open', async ({ bench, endpoint }) => {
  await bench('open', { load: rate(100, { arrivals: 'constant', maxConcurrency: 2 }), requests: 30, warmup: 0 }, endpoint(${options}).chat('Why?', { maxTokens: 3 })).run()
})
test('few', async ({ bench, endpoint }) => {
  await bench('few', { requests: 5, warmup: 1 }, endpoint(${options}).chat('Why?', { maxTokens: 3, validate: ({ text }) => text.startsWith('x') || 'no x' })).run()
})
test('cost', async ({ bench, endpoint }) => {
  const priced = endpoint({ ...${options}, price: price({ inputPerMTok: 1000, outputPerMTok: 1000 }) })
  await bench('cost', { load: concurrent(6), requests: 1000, maxUsd: 6 }, priced.chat('Why?', { maxTokens: 3 })).run()
})
`,
  })
  const { output } = await runVitest(project, ['bench', '--run'])
  expect(output).toContain('1 failed | 3 passed')
  const runs = new Map(project.report().runs.map((run) => [run.name, run]))
  const samplesOf = (name: string): Sample[] =>
    (project.journals().find(([header]) => header?.includes(`"name":"${name}"`)) ?? [])
      .slice(1)
      .map((line) => JSON.parse(line) as Sample)
      .filter((line) => line.phase === 'measured')
  const numbersOf = (name: string): number[] =>
    samplesOf(name)
      .map(({ index }) => index)
      .toSorted((a, b) => a - b)

  expect(runs.get('closed')).toMatchObject({
    load: { hosts: 3, endedBy: 'requests' },
    requests: { attempted: 101, failed: 0 },
  })
  expect(numbersOf('closed')).toEqual(Array.from({ length: 101 }, (_, index) => index + 10))
  expect(new Set(samplesOf('closed').map(({ stream }) => stream))).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]))

  expect(numbersOf('open')).toEqual(Array.from({ length: 30 }, (_, index) => index))
  expect(runs.get('open')?.load.rate?.asked).toBeCloseTo(100, 3)
  // One schedule, dealt: request n is due n gaps after the first.
  const open = samplesOf('open').toSorted((a, b) => a.index - b.index)
  const start = open[0]?.intended ?? Number.NaN
  for (const { index, intended } of open) expect(intended - start).toBeCloseTo(index * 10, 6)
  // Never more in flight than the whole load may have.
  for (const { sent } of open) {
    expect(open.filter((other) => other.sent < sent && other.end > sent).length).toBeLessThan(2)
  }

  expect(runs.get('few')).toMatchObject({ load: { hosts: 3 }, requests: { attempted: 0 } })
  const usd = samplesOf('cost').reduce((sum, { tokens }) => sum + ((tokens.input ?? 0) + tokens.output) * 0.001, 0)
  expect(runs.get('cost')?.load).toMatchObject({ hosts: 3, endedBy: 'cost' })
  expect(usd).toBeGreaterThan(1)
  expect(usd).toBeLessThanOrEqual(6)
  expect(await remainingLoadHosts(project)).toEqual([])
})

test('a load host that dies fails its test with one line, keeps what was measured, and the next bench has another', async () => {
  await using server = await spawnMockServer({ ttft: 5, interToken: 1 })
  const url = JSON.stringify(server.url)
  await using project = makeProject({
    'dies.bench.ts': `
import { concurrent, expect, test } from 'vitest-llm-bench'
test('dies', async ({ bench, endpoint }) => {
  await bench('dies', { load: concurrent(5), requests: 1_000_000 }, endpoint(${url}).chat('Why?', { maxTokens: 3 })).run()
})
test('next', async ({ bench, endpoint }) => {
  const run = await bench('next', { requests: 5 }, endpoint(${url}).chat('Why?', { maxTokens: 3 })).run()
  expect(run.samples).toHaveLength(5)
})
`,
  })
  await using vitest = startVitest(project, ['bench', '--run'])
  const deadline = Date.now() + 60_000
  while (!project.journals().some((lines) => lines.filter((line) => line.includes('"phase":"measured"')).length > 60)) {
    if (Date.now() > deadline) throw new Error(vitest.output())
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  for (const host of loadHostsOf(project)) process.kill(host, 'SIGKILL')
  const { output } = await vitest.ended
  expect(output).toContain('1 failed | 1 passed')
  expect(output).toMatch(
    /LlmBenchError: the process making the load was ended by SIGKILL; its log is empty \(.*\.log\); finished requests are kept/,
  )
  const dies = project.report().runs.find(({ name }) => name === 'dies')
  expect(dies).toMatchObject({ state: 'partial', load: { endedBy: 'crash' } })
  const written = project.journals().find(([header]) => header?.includes('"name":"dies"')) ?? []
  expect(dies?.requests.succeeded).toBe(
    written.filter((line) => line.includes('"phase":"measured"') && line.endsWith('}')).length,
  )
  expect(dies?.requests.succeeded).toBeGreaterThan(50)
})

test('a test that times out aborts its load, and the host serves the next one', async () => {
  await using server = await spawnMockServer({ ttft: 5, interToken: 1 })
  const url = JSON.stringify(server.url)
  await using project = makeProject({
    'late.bench.ts': `
import { concurrent, expect, test } from 'vitest-llm-bench'
test('late', { timeout: 1500 }, async ({ bench, endpoint }) => {
  await bench('late', { load: concurrent(5), requests: 1_000_000 }, endpoint(${url}).chat('Why?', { maxTokens: 3 })).run()
})
test('next', async ({ bench, endpoint }) => {
  const run = await bench('next', { requests: 5 }, endpoint(${url}).chat('Why?', { maxTokens: 3 })).run()
  expect(run.samples).toHaveLength(5)
})
`,
  })
  const { output } = await runVitest(project, ['bench', '--run'])
  expect(output).toContain('1 failed | 1 passed')
  expect(output).toContain('Test timed out in 1500ms')
  expect(output).not.toContain('SIGKILL')
  expect(project.report().runs.find(({ name }) => name === 'late')).toMatchObject({
    state: 'partial',
    load: { endedBy: 'aborted' },
  })
  expect(await remainingLoadHosts(project)).toEqual([])
})
