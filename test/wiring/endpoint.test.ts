import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Report } from '../../src/record/report.ts'
import { type SpawnedMockServer, spawnMockServer } from '../../src/mock-server/index.ts'
import type { Sample } from '../../src/samples/sample.ts'
import { remainingLoadHosts } from '../support/load-processes.ts'
import { configFile, makeProject, type Project } from '../support/project.ts'
import { validateReport } from '../support/schema.ts'
import { runVitest, startVitest } from '../support/vitest.ts'

let server: SpawnedMockServer
beforeAll(async () => {
  server = await spawnMockServer({ ttft: 8, interToken: 2, tokens: 6, text: 'one two three four five six' })
})
afterAll(async () => await server.close())

type Run = Report['runs'][number]

function runOf(project: Project, name: string): Run {
  const run = project.report().runs.find((candidate) => candidate.name === name)
  if (run === undefined) throw new Error(`no run "${name}"`)
  return run
}

/** Requests of a run's journal as they were written. */
function samplesOf(project: Project, name: string): Sample[] {
  const lines = project.journals().find(([header]) => header?.includes(`"name":"${name}"`)) ?? []
  return lines.slice(1).map((line) => JSON.parse(line) as Sample)
}

function measuredOf(project: Project, name: string): Sample[] {
  return samplesOf(project, name).filter(({ phase }) => phase === 'measured')
}

const imports = `import { burst, concurrent, conversation, expect, price, ramp, rate, test, trace } from 'vitest-llm-bench'\n`

function testOf(name: string, body: string): string {
  return `test(${JSON.stringify(name)}, async ({ bench, endpoint, measure }) => {\n${body}\n})\n`
}

test('every kind of load is made as planned, and each request is told and written down', async () => {
  const trace = [0, 40, 60, 200].map((timestamp, index) =>
    JSON.stringify({ timestamp, input_length: 10 + index, output_length: 2 + index }),
  )
  const url = JSON.stringify(server.url)
  await using project = makeProject({
    'traffic.jsonl': trace.join('\n'),
    'loads.bench.ts': [
      imports,
      testOf(
        'closed',
        `
  const mock = endpoint(${url})
  const run = await bench('closed', { load: concurrent(10), requests: 60 }, mock.chat('Why?', { maxTokens: 4 })).run()
  expect(run.samples).toHaveLength(60)
  expect(run.metrics.ttft.n).toBe(60)
  expect(run).toHaveSuccessRateAbove(0.9)
  expect(run).toMeetSLO({ latency: { p50: 60_000 } })`,
      ),
      testOf(
        'duration',
        `
  const run = await bench('duration', { load: concurrent(3), duration: 400 }, endpoint(${url}).complete('Why?', { maxTokens: 2 })).run()
  expect(run.samples.length).toBeGreaterThan(3)`,
      ),
      testOf(
        'rate',
        `await bench('rate', { load: rate(50, { arrivals: 'constant' }), duration: 600 }, endpoint(${url}).chat('Why?', { maxTokens: 2 })).run()`,
      ),
      testOf(
        'counted',
        `await bench('counted', { load: rate(200), requests: 40 }, endpoint(${url}).chat('Why?', { maxTokens: 2 })).run()`,
      ),
      testOf(
        'ramp',
        `await bench('ramp', { load: ramp(20, 60, 500), warmup: 0 }, endpoint(${url}).chat('Why?', { maxTokens: 2 })).run()`,
      ),
      testOf(
        'burst',
        `await bench('burst', { load: burst(30) }, endpoint(${url}).chat('Why?', { maxTokens: 2 })).run()`,
      ),
      testOf(
        'trace',
        `await bench('trace', { load: trace('traffic.jsonl') }, endpoint(${url}).chat('Why?', { maxTokens: 2 })).run()`,
      ),
      testOf(
        'talk',
        `
  const talk = conversation(['Hi', 'And then?', 'Bye'], { system: 'Be brief.', think: 20 })
  await bench('talk', { load: concurrent(2), requests: 12 }, endpoint(${url}).chat(talk, { maxTokens: 3 })).run()`,
      ),
      testOf(
        'whole',
        `
  const run = await bench('whole', { requests: 5 }, endpoint(${url}).chat('Why?', { maxTokens: 3, stream: false })).run()
  expect(run.metrics.ttft.n).toBe(0)
  expect(await endpoint(${url}).chat('Why?', { maxTokens: 2 })()).toBe('one two')`,
      ),
    ].join('\n'),
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  expect(validateReport(project.report())).toEqual([])
  for (const { name, requests, state, target, load, provenance, http } of project.report().runs) {
    expect({ name, state, failed: requests.failed, unsent: load.unsent, hosts: load.hosts }).toEqual({
      name,
      state: 'complete',
      failed: 0,
      unsent: 0,
      hosts: 1,
    })
    expect({ provenance, target }).toMatchObject({
      provenance: 'measured',
      target: { kind: 'endpoint', model: 'mock-model', spec: server.url },
    })
    expect(measuredOf(project, name)).toHaveLength(requests.attempted)
    expect(http?.statuses).toEqual({ 200: requests.attempted })
    const measured = measuredOf(project, name)
    // Every request is named once.
    expect(new Set(measured.map(({ index, turn }) => `${index}.${turn}`)).size).toBe(measured.length)
    for (const { intended, sent, end } of measured) {
      expect(sent).toBeGreaterThanOrEqual(intended)
      expect(end).toBeGreaterThan(sent)
    }
  }

  expect(runOf(project, 'closed')).toMatchObject({
    requests: { attempted: 60 },
    warmup: { requests: 10 },
    load: { kind: 'closed', concurrency: 10, endedBy: 'requests', rate: null },
  })
  expect(new Set(measuredOf(project, 'closed').map(({ stream }) => stream)).size).toBe(10)
  expect(runOf(project, 'duration').load).toMatchObject({ endedBy: 'duration' })
  expect(runOf(project, 'rate')).toMatchObject({
    requests: { attempted: 30 },
    load: { kind: 'open', endedBy: 'duration', concurrency: 0 },
  })
  expect(runOf(project, 'rate').load.rate?.asked).toBeCloseTo(50, 6)
  expect(runOf(project, 'counted')).toMatchObject({ requests: { attempted: 40 }, load: { endedBy: 'requests' } })
  expect(runOf(project, 'ramp').requests.attempted).toBeGreaterThan(8)
  expect(runOf(project, 'ramp').requests.attempted).toBeLessThan(40)
  expect(runOf(project, 'burst')).toMatchObject({
    requests: { attempted: 30 },
    load: { rate: { asked: null, achieved: null } },
  })
  expect(new Set(measuredOf(project, 'burst').map(({ intended }) => intended)).size).toBe(1)

  const recorded = measuredOf(project, 'trace').toSorted((one, other) => one.intended - other.intended)
  expect(recorded.map(({ asked }) => asked)).toEqual(
    [2, 3, 4, 5].map((tokens, index) => ({ input: 10 + index, output: tokens })),
  )
  const [start] = recorded
  expect(recorded.map(({ intended }) => Math.round(intended - (start?.intended ?? 0)))).toEqual([0, 40, 60, 200])

  const turns = measuredOf(project, 'talk')
  expect(turns).toHaveLength(12)
  expect(turns.filter(({ turn }) => turn === 2)).toHaveLength(4)
  for (const later of turns.filter(({ turn }) => turn === 1)) {
    const before = turns.find(({ index, turn }) => index === later.index && turn === 0)
    expect(later.sent - (before?.end ?? Number.NaN)).toBeGreaterThan(18)
    // What was said before is asked again, with its answer.
    expect(later.tokens.input).toBeGreaterThan((before?.tokens.input ?? Number.NaN) + 3)
  }
  expect(runOf(project, 'whole').metrics.ttft.n).toBe(0)
})

test('an answer that its workload refuses is a failed request, in the report and in the journal', async () => {
  const url = JSON.stringify(server.url)
  await using project = makeProject({
    'validate.bench.ts': [
      imports,
      testOf(
        'own',
        `
  let seen = 0
  const odd = ({ text, finish, tokens }) => (finish === 'length' && tokens.output === 3 && text === 'one two three' && ++seen % 2 === 1 ? true : 'the answer is even')
  const run = await bench('own', { requests: 10, warmup: 0 }, endpoint(${url}).chat('Why?', { maxTokens: 3, validate: odd })).run()
  expect(run.samples.filter(({ state }) => state === 'failed')).toHaveLength(5)
  expect(run).toHaveSuccessRateAbove(0.9)`,
      ),
      testOf(
        'schema',
        `
  const run = await bench('schema', { requests: 4, warmup: 0 }, endpoint(${url}).chat('Why?', { maxTokens: 3, validate: { type: 'object' } })).run()`,
      ),
    ].join('\n'),
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).toBe(1)
  expect(output).toMatch(/success rate/i)
  expect(runOf(project, 'own').requests).toMatchObject({
    attempted: 10,
    succeeded: 5,
    failures: { 'invalid-answer': 5 },
  })
  expect(output).toMatch(/bench "schema": none of 4 requests succeeded \(invalid-answer: not JSON: /)
  expect(runOf(project, 'schema').requests).toMatchObject({ failures: { 'invalid-answer': 4 } })
  const amended = project
    .journals()
    .flat()
    .filter((line) => line.includes('"amends"'))
  expect(amended).toHaveLength(9)
})

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
    ].join('\n'),
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).toBe(1)
  expect(output).toContain('2 failed | 3 passed')
  expect(output).toMatch(
    /llm-bench: limited: about [\d.e+]+ USD at ours if every answer is as long as it may be \(limit 2 USD\)/,
  )
  expect(output).toMatch(/llm-bench: unlimited: about .* \(no limit: set maxUsd\)/)
  expect(output).toMatch(
    /bench "unpriced": option maxUsd is 2, and nobody said what "mock-model" costs: .*price\(\{ inputPerMTok, outputPerMTok \}\)/,
  )
  const usdOf = (name: string): number =>
    samplesOf(project, name).reduce((sum, { tokens }) => sum + (tokens.input + tokens.output) * 0.001, 0)
  for (const name of ['limited', 'talk']) {
    expect(runOf(project, name).load.endedBy).toBe('cost')
    expect(usdOf(name)).toBeGreaterThan(0.5)
    expect(usdOf(name)).toBeLessThanOrEqual(2)
  }
  expect(runOf(project, 'limited').requests.attempted).toBeLessThan(200)
  expect(runOf(project, 'limited').cost).toMatchObject({ kind: 'declared' })
  expect(output).toMatch(
    /bench "nothing": option maxUsd is 0\.01, of which 0\.010 USD are left, and one request may cost 0\.\d+: raise it, or lower maxTokens/,
  )
})

test('what a person meets first is one line each: no server, another model, a wrong key, no address', async () => {
  await using keyed = await spawnMockServer({ apiKey: 'sk-right', models: ['llama-small', 'llama-large'] })
  const gone = await spawnMockServer()
  await gone.close()
  const right = `apiKey: 'sk-right'`
  await using project = makeProject({
    'errors.bench.ts': [
      imports,
      ...[
        `endpoint(${JSON.stringify(gone.url)})`,
        `endpoint({ url: ${JSON.stringify(keyed.url)}, ${right}, model: 'lama-small' })`,
        `endpoint({ url: ${JSON.stringify(keyed.url)}, apiKey: 'sk-wrong' })`,
        `endpoint()`,
        `endpoint({ url: ${JSON.stringify(keyed.url.replace('/v1', ''))}, ${right} })`,
        `endpoint({ url: ${JSON.stringify(keyed.url)}, key: 'sk-right' })`,
      ].map((target, index) =>
        testOf(`e${index}`, `await bench('e${index}', { requests: 3 }, ${target}.chat('Why?')).run()`),
      ),
    ].join('\n'),
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).toBe(1)
  expect(output).toContain('6 failed')
  for (const message of [
    /LlmBenchError: endpoint http:\/\/127\.0\.0\.1:\d+ is not there \(.*ECONNREFUSED.*\): start the server, or correct the url/,
    /LlmBenchError: http:\/\/127\.0\.0\.1:\d+ has no model "lama-small"; did you mean "llama-small"\? \(it has: llama-small, llama-large\)/,
    /LlmBenchError: endpoint http:\/\/127\.0\.0\.1:\d+ answered \/models with status 401: .*: give a valid apiKey/,
    /LlmBenchError: endpoint\(\): no address was given: .*LLM_BENCH_URL/,
    /LlmBenchError: endpoint http:\/\/127\.0\.0\.1:\d+ answered \/models with status 404.*: does the path of the url lack "\/v1"\?/,
    /LlmBenchError: endpoint\(\{ key \}\): there is no such option; there are url, model, apiKey/,
  ]) {
    expect(output).toMatch(message)
  }
  expect(output).not.toContain('sk-wrong')
})

test('without an address the environment names the service, else the profile, else the configuration', async () => {
  await using other = await spawnMockServer({ ttft: 1, interToken: 1, models: ['other'], apiKey: 'sk-profile' })
  await using project = makeProject({
    'vitest.config.ts': configFile(`
      endpoint: { url: ${JSON.stringify(server.url)} },
      profiles: { staging: { requests: 3, endpoint: { url: ${JSON.stringify(other.url)}, apiKeyEnv: 'STAGING_KEY' } } }`),
    'service.bench.ts':
      imports +
      testOf(
        'service',
        `await bench('service', { requests: 3, warmup: 0 }, endpoint().chat('Why?', { maxTokens: 2 })).run()`,
      ),
  })
  const specOf = async (args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> => {
    const { exitCode, output } = await runVitest(project, ['bench', '--run', ...args], env)
    expect(exitCode, output).toBe(0)
    const { spec, model } = runOf(project, 'service').target
    return `${spec} ${model}`
  }
  expect(await specOf([], {})).toBe(`${server.url} mock-model`)
  expect(await specOf(['--mode', 'staging'], { STAGING_KEY: 'sk-profile' })).toBe(`${other.url} other`)
  const named = { LLM_BENCH_URL: other.url, LLM_BENCH_MODEL: 'other', LLM_BENCH_API_KEY: 'sk-profile' }
  expect(await specOf([], named)).toBe(`${other.url} other`)
})

test('two endpoints are compared in turns, each under the whole load', async () => {
  await using slow = await spawnMockServer({ ttft: 40, interToken: 6 })
  await using project = makeProject({
    'compare.bench.ts':
      imports +
      testOf(
        'compare',
        `
  const options = { load: concurrent(3), requests: 60, warmup: 3 }
  const quick = endpoint(${JSON.stringify(server.url)}), slow = endpoint(${JSON.stringify(slow.url)})
  const results = await bench.compare(
    bench('quick', options, quick.chat('Why?', { maxTokens: 4 })),
    bench('slow', options, slow.chat('Why?', { maxTokens: 4 })),
  )
  expect(results.get('quick')).toOutperform(results.get('slow'))`,
      ) +
      testOf(
        'rates',
        `
  const options = { load: rate(100, { arrivals: 'constant' }), requests: 40, warmup: 0 }
  const one = endpoint(${JSON.stringify(server.url)}), other = endpoint(${JSON.stringify(server.url)})
  await bench.compare(
    bench('one', options, one.chat('Why?', { maxTokens: 2 })),
    bench('other', options, other.chat('Why?', { maxTokens: 2 })),
  )`,
      ),
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  const [quick, slowRun] = [runOf(project, 'quick'), runOf(project, 'slow')]
  expect(quick.load).toMatchObject({ interleaved: true, comparison: slowRun.load.comparison })
  expect(quick.requests.attempted).toBe(60)
  expect(slowRun.requests.attempted).toBe(60)
  // Never at once: a block of one is over before one of the other begins.
  const blocks = ['quick', 'slow'].flatMap((name) =>
    [...Map.groupBy(measuredOf(project, name), ({ slot }) => slot).values()].map((block) => ({
      from: Math.min(...block.map(({ sent }) => sent)),
      to: Math.max(...block.map(({ end }) => end)),
    })),
  )
  expect(blocks.length).toBeGreaterThanOrEqual(4)
  const ordered = blocks.toSorted((a, b) => a.from - b.from)
  for (const [index, { from }] of ordered.entries()) {
    if (index > 0) expect(from).toBeGreaterThan(ordered[index - 1]?.to ?? Number.NaN)
  }
  // The other one's turns are no part of a rate.
  expect(runOf(project, 'one').load.rate?.asked).toBeCloseTo(100, 6)
})

test('Ctrl-C in the middle of a load leaves a partial report with every finished request, and no process', async () => {
  await using project = makeProject({
    'long.bench.ts':
      imports +
      testOf(
        'long',
        `await bench('long', { load: concurrent(10), requests: 1_000_000 }, endpoint(${JSON.stringify(server.url)}).chat('Why?', { maxTokens: 4 })).run()`,
      ),
  })
  await using vitest = startVitest(project, ['bench', '--run'])
  const deadline = Date.now() + 60_000
  while (measuredOf(project, 'long').length < 100) {
    if (Date.now() > deadline) throw new Error(vitest.output())
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  vitest.signal('SIGINT')
  const { output } = await vitest.ended
  expect(project.exists('llm-bench-report/report.json'), output).toBe(true)
  expect(project.report().complete).toBe(false)
  const run = runOf(project, 'long')
  expect(run.state).toBe('partial')
  expect(run.requests.succeeded).toBeGreaterThanOrEqual(100)
  expect(run.requests.succeeded).toBe(measuredOf(project, 'long').length)
  expect(await remainingLoadHosts(project)).toEqual([])
})
