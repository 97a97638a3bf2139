import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SpawnedMockServer, spawnMockServer } from '../../../src/mock-server/index.ts'
import { imports, testOf } from '../../support/bench-file.ts'
import { makeProject } from '../../support/project.ts'
import { measuredOf, runOf } from '../../support/runs-of.ts'
import { validateReport } from '../../support/schema.ts'
import { runVitest } from '../../support/vitest.ts'

let server: SpawnedMockServer
beforeAll(async () => {
  server = await spawnMockServer({ ttft: 8, interToken: 2, tokens: 6, text: 'one two three four five six' })
})
afterAll(async () => await server.close())

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
        `await bench('ramp', { load: ramp(10, 30, 1000), warmup: 0 }, endpoint(${url}).chat('Why?', { maxTokens: 2 })).run()`,
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
    load: { kind: 'closed', concurrency: 10, endedBy: 'requests', rate: null },
  })
  // One alone, and then ten at a time, as long as they get quicker.
  expect(runOf(project, 'closed').warmup.requests % 10).toBe(1)
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
