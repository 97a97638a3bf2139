import { expect, test } from 'vitest'
import { spawnMockServer } from '../../../src/mock-server/index.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { configFile, makeProject, type Project } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

function runOf(project: Project, name: string): RunRecord {
  const run = project.report().runs.find((candidate) => candidate.name === name)
  if (run === undefined) throw new Error(`there is no run "${name}"`)
  return run
}

test('a model is started anew for each launch, and those of compared arms take turns', async () => {
  await using project = makeProject({
    'a.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
test('launches', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  const run = await bench('alone', { launches: 3, requests: 31 }, llama.complete('Why?', { maxTokens: 4 })).run()
  expect(run.samples).toHaveLength(31)
  expect(new Set(run.samples.map(({ slot }) => slot)).size).toBe(3)
  const options = { launches: 2, requests: 20 }
  const result = await bench.compare(
    bench('a', options, llama.complete('Why?', { maxTokens: 4 })),
    bench('b', options, llama.complete('Why?', { maxTokens: 4 })),
  )
  const turns = ['a', 'b'].flatMap((name) => result.get(name).record.launches.map(({ slot }) => ({ name, slot })))
  console.log('order ' + turns.toSorted((one, other) => one.slot - other.slot).map(({ name }) => name).join(''))
  const later = await bench('later', { requests: 5 }, llama.complete('Why?', { maxTokens: 4 })).run()
  expect(later.record.launches).toHaveLength(1)
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  expect(output).toMatch(/order (abba|baab)/)
  const { launches, metrics } = runOf(project, 'alone')
  expect(launches.map(({ kind, requests }) => [kind, requests])).toEqual([
    ['launch', 11],
    ['launch', 10],
    ['launch', 10],
  ])
  // Each was loaded by a process of its own, and has a figure of its own.
  expect(new Set(launches.map(({ startupMs }) => startupMs)).size).toBe(3)
  expect(new Set(launches.map(({ figures }) => figures.latency?.p50)).size).toBe(3)
  const mean = launches.reduce((sum, { figures, requests }) => sum + (figures.latency?.mean ?? 0) * requests, 0) / 31
  expect(mean).toBeCloseTo(metrics.latency.mean ?? 0, 6)
  expect(launches.every(({ tokensPerSecond }) => (tokensPerSecond ?? 0) > 0)).toBe(true)
  // The journal has the launch of each request.
  const journal = project.journals().find(([header]) => header?.includes('"name":"alone"')) ?? []
  const slots = journal.flatMap((line) =>
    line.includes('"phase":"measured"') ? [JSON.parse(line).slot as number] : [],
  )
  expect(slots.filter((slot) => slot === launches[0]?.slot)).toHaveLength(11)
  expect(runOf(project, 'later').launches).toMatchObject([{ kind: 'launch', slot: null, requests: 5, figures: {} }])
})

test('arms that share a model which nobody has used yet each begin with a launch of their own', async () => {
  await using project = makeProject({
    'a.bench.ts': `
import { test } from 'vitest-llm-bench'
// Which arm begins is drawn: one of these begins with the second all but surely.
test.for(['F32', 'Q8_0', 'Q4_0', 'F16'])('%s', async (type, { bench, model }) => {
  const llama = await model('synthetic:micro@' + type)
  const options = { launches: 2, requests: 8 }
  const answer = llama.complete('Why?', { maxTokens: 4 })
  await bench.compare(bench('a', options, answer), bench('b', options, answer))
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  const { runs } = project.report()
  expect(runs).toHaveLength(8)
  for (const { launches } of runs) expect(launches.map(({ kind }) => kind)).toEqual(['launch', 'launch'])
})

test('a server is started again, and whoever holds it goes on with the one that runs', async () => {
  await using project = makeProject({
    'server.mjs': `
import { createServer } from 'node:http'
createServer((request, response) => {
  if (request.method === 'GET') return response.end('{"data":[{"id":"tiny"}]}')
  request.resume()
  response.setHeader('content-type', 'text/event-stream')
  const usage = { prompt_tokens: 3, completion_tokens: 1 }
  response.write('data: ' + JSON.stringify({ choices: [{ delta: { content: 'process ' + process.pid } }] }) + '\\n\\n')
  response.write('data: ' + JSON.stringify({ choices: [{ delta: {}, finish_reason: 'stop' }], usage }) + '\\n\\n')
  response.end('data: [DONE]\\n\\n')
}).listen(Number(process.argv[2]), '127.0.0.1')
`,
    'a.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
test('launches', async ({ bench, server }) => {
  const options = { command: process.execPath, args: ['server.mjs', '{port}'], name: 'mayfly' }
  const [one, other] = [await server.command(options), await server.command(options)]
  const run = await bench('three', { launches: 3, requests: 12 }, one.chat('Why?', { maxTokens: 1 })).run()
  const texts = run.samples.map(({ slot, text }) => slot + ' ' + text)
  expect(new Set(texts).size).toBe(3)
  expect(new Set(run.samples.map(({ text }) => text)).size).toBe(3)
  const again = await bench('again', { requests: 3 }, other.chat('Why?', { maxTokens: 1 })).run()
  expect(again.samples[0].text).toBe(run.samples.at(-1).text)
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  expect(runOf(project, 'three').launches.map(({ kind }) => kind)).toEqual(['launch', 'launch', 'launch'])
  // The first was started for it: it is not started once more.
  expect(new Set(runOf(project, 'three').launches.map(({ startupMs }) => startupMs)).size).toBe(3)
})

test('an endpoint that nobody here can start has blocks apart in time, which are not called launches', async () => {
  await using server = await spawnMockServer({ ttft: 5, interToken: 1 })
  await using project = makeProject({
    'a.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
test('blocks', async ({ bench, endpoint }) => {
  const mock = await endpoint(${JSON.stringify(server.url)})
  const run = await bench('blocks', { launches: 2, requests: 20 }, mock.chat('Why?', { maxTokens: 4 })).run()
  const [one, other] = run.record.launches.map(({ slot }) => run.samples.filter((sample) => sample.slot === slot))
  expect(other[0].sent - one.at(-1).end).toBeGreaterThan(900)
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  expect(runOf(project, 'blocks').launches.map(({ kind, requests }) => [kind, requests])).toEqual([
    ['block', 10],
    ['block', 10],
  ])
})

test('auto chooses launches and requests for the time there is; a profile may say how many there are', async () => {
  await using project = makeProject({
    'vitest.config.ts': configFile('profiles: { many: { launches: 2, requests: 20 } }'),
    'a.bench.ts': `
import { decided, expect, test } from 'vitest-llm-bench'
test('auto', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  const options = { launches: 'auto', budget: 12_000 } as const
  await bench('auto', options, llama.complete('Why?', { maxTokens: 4 })).run()
})
test('of the profile', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  await bench('two', llama.complete('Why?', { maxTokens: 4 })).run()
  await bench('until', { until: decided({ p95: 10_000 }) }, llama.complete('Why?', { maxTokens: 4 })).run()
  const both = bench('both', { launches: 3, until: decided({ p95: 50 }) }, llama.complete('Why?', { maxTokens: 4 }))
  await expect(both.run()).rejects.toThrow('bench("both", { launches }): 3 with until is not allowed here')
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run', '--mode', 'many'])
  expect(exitCode, output).toBe(0)
  const auto = runOf(project, 'auto').launches
  expect(auto.length).toBeGreaterThanOrEqual(3)
  expect(auto.every(({ requests }) => requests >= 10)).toBe(true)
  expect(runOf(project, 'two').launches.map(({ requests }) => requests)).toEqual([10, 10])
  expect(runOf(project, 'until').launches).toHaveLength(1)
})
