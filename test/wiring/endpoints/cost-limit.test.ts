import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SpawnedMockServer, spawnMockServer } from '../../../src/mock-server/index.ts'
import { imports, testOf } from '../../support/bench-file.ts'
import { configFile, makeProject } from '../../support/project.ts'
import { runOf, samplesOf } from '../../support/runs-of.ts'
import { runVitest } from '../../support/vitest.ts'

let server: SpawnedMockServer
beforeAll(async () => {
  server = await spawnMockServer({ ttft: 8, interToken: 2, tokens: 6, text: 'one two three four five six' })
})
afterAll(async () => await server.close())

test('a run stops before it might cost more than it may, and says beforehand what it will', async () => {
  const url = JSON.stringify(server.url)
  const priced = `endpoint({ url: ${url}, price: price({ inputPerMTok: 1000, outputPerMTok: 1000, name: 'ours' }) })`
  await using project = makeProject({
    'cost.bench.ts': [
      imports,
      testOf(
        'limited',
        `
  const run = await bench('limited', { load: concurrent(4), requests: 200, maxUsd: 2 }, ${priced}.chat('Why?', { maxTokens: 4 })).run()
  expect(run.samples.length).toBeGreaterThan(0)`,
      ),
      testOf(
        'talk',
        `
  const talk = conversation(['Hi', 'And then?', 'Bye'])
  await bench('talk', { requests: 300, warmup: 0, maxUsd: 2 }, ${priced}.chat(talk, { maxTokens: 4 })).run()`,
      ),
      testOf(
        'unlimited',
        `await bench('unlimited', { requests: 3, warmup: 0 }, ${priced}.chat('Why?', { maxTokens: 4 })).run()`,
      ),
      testOf(
        'nothing',
        `await bench('nothing', { requests: 3, maxUsd: 0.01 }, ${priced}.chat('Why?', { maxTokens: 4 })).run()`,
      ),
      testOf(
        'unpriced',
        `await bench('unpriced', { requests: 3, maxUsd: 2 }, endpoint(${url}).chat('Why?', { maxTokens: 4 })).run()`,
      ),
      testOf(
        'boundless',
        `
  const api = endpoint({ url: ${url}, price: price({ inputPerMTok: 1, outputPerMTok: 1 }), fields: { max_tokens: false } })
  await bench('boundless', { requests: 3, maxUsd: 2 }, api.chat('Why?', { maxTokens: 4 })).run()`,
      ),
    ].join('\n'),
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).toBe(1)
  expect(output).toContain('3 failed | 3 passed')
  expect(output).toMatch(
    /llm-bench: limited: about \$[\d.]+ at ours if every answer is as long as it may be \(limit \$2\)/,
  )
  expect(output).toMatch(/llm-bench: unlimited: about .* \(no limit: set maxUsd\)/)
  expect(output).toMatch(
    /bench\("unpriced", \{ maxUsd \}\): 2 where nobody said what "mock-model" costs is not allowed here; give .*price\(\{ inputPerMTok, outputPerMTok \}\)/,
  )
  expect(output).toMatch(
    /bench\("boundless", \{ maxUsd \}\): 2 where no limit of an answer is sent \(fields: \{ max_tokens: false \}\)/,
  )
  const usdOf = (name: string): number =>
    samplesOf(project, name).reduce((sum, { tokens }) => sum + ((tokens.input ?? 0) + tokens.output) * 0.001, 0)
  for (const name of ['limited', 'talk']) {
    expect(runOf(project, name).load.endedBy).toBe('cost')
    expect(usdOf(name)).toBeGreaterThan(0.5)
    expect(usdOf(name)).toBeLessThanOrEqual(2)
  }
  expect(runOf(project, 'limited').requests.attempted).toBeLessThan(200)
  expect(runOf(project, 'limited').cost).toMatchObject({ kind: 'declared' })
  expect(output).toMatch(
    /bench\("nothing", \{ maxUsd \}\): 0\.01, of which \$0\.01 are left where one request may cost \$0\.\d+, is not allowed here; give more, or lower maxTokens/,
  )
})

test('several files and workers stop before the money of all is passed; what was measured stays, with one line', async () => {
  const url = JSON.stringify(server.url)
  const priced = `endpoint({ url: ${url}, price: price({ inputPerMTok: 1000, outputPerMTok: 1000, name: 'ours' }) })`
  const file = (name: string): string =>
    [
      imports,
      testOf(
        name,
        `await bench('${name}', { load: concurrent(2), requests: 60 }, ${priced}.chat('Why?', { maxTokens: 4 })).run()`,
      ),
    ].join('\n')
  await using project = makeProject({
    'vitest.config.ts': configFile('maxUsd: 1.2'),
    'one.bench.ts': file('one'),
    'two.bench.ts': file('two'),
    'three.bench.ts': [
      imports,
      testOf('free', `await bench('free', { requests: 5 }, endpoint(${url}).chat('Why?', { maxTokens: 4 })).run()`),
    ].join('\n'),
  })
  const { output } = await runVitest(project, ['bench', '--run'])
  const { runs } = project.report()
  const spent = runs
    .filter(({ name }) => name !== 'free')
    .reduce((sum, { tokens, warmup, requests }) => {
      const measured = (tokens.input ?? 0) + (tokens.output ?? 0)
      return sum + (measured / Math.max(1, requests.succeeded)) * (requests.succeeded + warmup.requests) * 0.001
    }, 0)
  expect(spent).toBeGreaterThan(0.85)
  expect(spent).toBeLessThanOrEqual(1.2)
  expect(runs.find(({ name }) => name === 'free')?.requests.succeeded).toBe(5)
  expect(runs.some(({ load }) => load.endedBy === 'cost')).toBe(true)
  expect(output).toMatch(
    /stopped by llmBench\(\{ maxUsd: 1\.2 \}\): \$[\d.]+ of \$1\.2 are spent at priced APIs by all files together/u,
  )
  expect(runs.flatMap(({ checks }) => checks).find(({ id }) => id === 'budget-cut')?.message).toMatch(
    /all files together had spent \$[\d.]+ of the \$1\.2 of llmBench\(\{ maxUsd \}\)/u,
  )
})
