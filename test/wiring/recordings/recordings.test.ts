import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SpawnedMockServer, spawnMockServer } from '../../../src/mock-server/index.ts'
import { imports } from '../../support/bench-file.ts'
import { makeProject, type Project } from '../../support/project.ts'
import { measuredOf, runOf } from '../../support/runs-of.ts'
import { validateReport } from '../../support/schema.ts'
import { runVitest } from '../../support/vitest.ts'

/** Secrets in every place that an endpoint has one in; the server says the key back. */
const secrets = {
  key: 'sk-planted-key-0001',
  header: 'planted-header-0002',
  query: 'planted-query-0003',
  body: 'planted-body-0004',
  path: 'planted-path-0005',
  user: 'planted-user-0006',
  password: 'planted-pass-0007',
} as const

let api: SpawnedMockServer
let local: SpawnedMockServer
beforeAll(async () => {
  const common = { interToken: 0.5, tokens: 6, text: 'one two three four five six' }
  api = await spawnMockServer({ ...common, ttft: 25, apiKey: secrets.key, faults: [{ kind: 'says-back', every: 5 }] })
  local = await spawnMockServer({ ...common, ttft: 4 })
})
afterAll(async () => {
  await api.close()
  await local.close()
})

const file = 'recordings/api.jsonl'

const recording = (): string => `${imports}
test('record', async ({ bench, endpoint }) => {
  const api = endpoint('${api.url}?token=${secrets.query}', {
    record: '${file}', apiKey: '${secrets.key}', headers: { 'x-extra': '${secrets.header}' },
    price: price({ inputPerMTok: 1000, outputPerMTok: 1000 }),
    paths: { chat: '/v1/chat/completions?sig=${secrets.path}' },
  })
  const plan = { requests: 48, warmup: 1 }
  await bench('api', plan, api.complete(['Why?', 'How?'], { maxTokens: 6, body: { user: '${secrets.body}' } })).run()
  const talk = conversation(['Why is it?', 'And then?'])
  await bench('talk', { requests: 8, warmup: 0, load: concurrent(2) }, api.chat(talk, { maxTokens: 6 })).run()
  await bench('whole', { requests: 4, warmup: 0 }, api.complete('Why?', { maxTokens: 6, stream: false })).run()
  // The server answers in the place of every host, as a proxy does.
  const through = endpoint('http://any.host/v1', {
    record: 'recordings/proxied.jsonl', apiKey: '${secrets.key}',
    proxy: 'http://${secrets.user}:${secrets.password}@${new URL(api.url).host}',
  })
  await bench('proxied', { requests: 6, warmup: 0 }, through.chat('Why?', { maxTokens: 6 })).run()
  const other = endpoint('${local.url}', { record: '${file}' })
  await expect(bench('other', other.chat('Why?')).run()).rejects.toThrow('record into another file, or delete this one')
})
`

/** The same bench without a key, and its endpoint replayed. */
const replaying = (): string => `${imports}
const plan = { requests: 48, warmup: 1, score: [({ output }) => ({ name: 'length', score: output.length > 5 ? 1 : 0 })] }
test('replay', async ({ bench, endpoint }) => {
  const api = endpoint('${api.url}', { replay: '${file}', price: price({ inputPerMTok: 1000, outputPerMTok: 1000 }) })
  const chat = api.complete(['Why?', 'How?'], { maxTokens: 6, body: { user: '${secrets.body}' } })
  expect(await chat()).toBe('one two three four five six')
  const ours = endpoint('${local.url}').complete(['Why?', 'How?'], { maxTokens: 6, nonce: true })
  const compared = await bench.compare(bench('ours', plan, ours), bench('api', plan, chat))
  const [mine, theirs] = [compared.get('ours'), compared.get('api')]
  expect(mine).toOutperform(theirs, { by: 0.1 })
  expect(() => expect(theirs).toMaintainQualityVs(mine, { margin: 0.5, of: 'length' })).toThrow('the run is replayed from a recording')
  try { expect(mine).toMaintainQualityVs(theirs, { margin: 0.5, of: 'length' }) } catch {}
  const refused = 'the run is replayed from a recording of ' + new Date().toISOString().slice(0, 10) + ', mock-model, so that nothing'
  for (const claim of [
    () => expect(theirs).toHaveP95Below(1000),
    () => expect(theirs).not.toHaveP95Below(1),
    () => expect(theirs).toOutperform(mine),
    () => expect(theirs).toHaveSuccessRateAbove(0.5),
    () => expect(theirs).toSaveCostVs(price({ inputPerMTok: 1, outputPerMTok: 1 }), 0.1),
  ]) expect(claim).toThrow(refused)
  const talk = conversation(['Why is it?', 'And then?'])
  await bench('talk', { requests: 8, warmup: 0, load: concurrent(2) }, api.chat(talk, { maxTokens: 6 })).run()
  await bench('other load', { requests: 4, warmup: 0, load: concurrent(2) }, api.complete('Why?', { maxTokens: 6, stream: false })).run()
  const changed = bench('changed', plan, api.chat('Why not?', { maxTokens: 6 })).run()
  await expect(changed).rejects.toThrow('has no answer to this request: its prompt, options or sampling have changed')
  const more = bench('more', { requests: 500 }, chat).run()
  await expect(more).rejects.toThrow('has 48 answers to these requests, and more are asked for')
  const none = endpoint('${api.url}', { replay: 'recordings/none.jsonl' })
  await expect(bench('none', none.chat('Why?')).run()).rejects.toThrow('record it once with endpoint(url, { record })')
  expect(() => api.embed('Why?')).toThrow('beside embed(), of whose vectors there are no recordings, is not allowed here')
  const otherModel = endpoint('${api.url}', { replay: '${file}', model: 'other' })
  await expect(bench('model', otherModel.chat('Why?')).run()).rejects.toThrow('"other" for a recording of "mock-model"')
})
`

test('answers are recorded without a secret, and replayed with their times as the other side of a comparison', async () => {
  await using project = makeProject({ 'record.bench.ts': recording() })
  const recorded = await runVitest(project, ['bench', '--run'])
  expect(recorded.exitCode, recorded.output).toBe(0)
  const text = project.read(file)
  expect(`${text}${project.read('recordings/proxied.jsonl')}`).not.toContain('planted')
  expect(JSON.stringify(project.report())).not.toContain('planted')
  const [header, ...lines] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(header).toMatchObject({ model: 'mock-model', origin: new URL(api.url).origin, format: 1 })
  expect(lines.filter(({ type }) => type === 'run')).toHaveLength(3)
  const measured = measuredOf(project, 'api')
  const latencies = (those: typeof measured): number[] =>
    those.map(({ sent, end }) => end - sent).toSorted((a, b) => a - b)
  const before = latencies(measured)

  project.write({ 'record.bench.ts': '', 'replay.bench.ts': replaying() })
  const replayed = await runVitest(project, ['bench', '--run', 'replay'])
  expect(replayed.exitCode, replayed.output).toBe(0)
  expect(validateReport(project.report())).toEqual([])
  const run = runOf(project, 'api')
  expect(run).toMatchObject({
    provenance: 'recorded',
    target: { kind: 'endpoint', model: 'mock-model', recording: { timed: true, load: '1 client' } },
    requests: { attempted: 48 },
    cost: { basis: 'tokens' },
    claims: [],
  })
  const after = latencies(measuredOf(project, 'api'))
  expect(after).toHaveLength(before.length)
  for (const [place, latency] of after.entries()) expect(latency).toBeCloseTo(before[place] ?? 0, 3)
  expect(run.metrics.ttft.n).toBe(run.requests.succeeded)
  expect(run.metrics.interChunk.n).toBeGreaterThan(100)
  const [claim, maintained] = runOf(project, 'ours').claims
  expect(maintained?.text).toMatch(/^length maintained against "api" .*, against a recording of .*, mock-model$/u)
  expect(claim).toMatchObject({ provenance: 'recorded' })
  // Doubts of the recording are those of the claim.
  expect(claim?.rests.doubts.join('\n')).toContain('in "api" the check other-model is invalid')
  expect(claim?.text).toMatch(/, against a recording of \d{4}-\d\d-\d\d, mock-model$/u)
  expect(runOf(project, 'talk')).toMatchObject({ requests: { attempted: 8, failed: 0 }, load: { concurrency: 2 } })
  expect(runOf(project, 'other load').checks.find(({ id }) => id === 'recording-load')).toMatchObject({
    status: 'invalid',
  })
  const markdown = project.read('llm-bench-report/report.md')
  expect(markdown).toContain('(recorded)')
  expect(markdown).toContain('Replayed from')
})

test('a recording without times settles no latency, and a damaged one is told by its line', async () => {
  await using project = await untimed()
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  const run = runOf(project, 'api')
  expect(run.metrics.latency).toMatchObject({ n: 0, p50: null })
  expect(run.throughput).toMatchObject({ requestsPerSecond: null, windowMs: null, successRate: 1 })
  expect(run.checks.find(({ id }) => id === 'recording-times')).toMatchObject({ status: 'invalid' })
})

/** A project with a recording made by hand, from answers of which only the texts were kept. */
async function untimed(): Promise<Project> {
  const project = makeProject({
    'make.bench.ts': `${imports}
test('make', async ({ bench, endpoint }) => {
  await bench('api', { requests: 16, warmup: 0 }, endpoint('${local.url}', { record: '${file}' }).chat('Why?', { maxTokens: 6 })).run()
})`,
  })
  await runVitest(project, ['bench', '--run'])
  const lines = project
    .read(file)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  const bare = lines.map((line) => JSON.stringify(line['type'] === 'answer' ? { ...line, times: null } : line))
  project.write({
    [file]: `${bare.join('\n')}\n`,
    'recordings/damaged.jsonl': `${bare[0]}\n${bare[1]}\n{"type":"answ`,
    'make.bench.ts': `${imports}
test('untimed', async ({ bench, endpoint }) => {
  const plan = { requests: 16, warmup: 0 }
  const bare = endpoint('${local.url}', { replay: '${file}' }).chat('Why?', { maxTokens: 6 })
  const compared = await bench.compare(
    bench('ours', plan, endpoint('${local.url}').chat('Why?', { maxTokens: 6 })),
    bench('api', plan, bare),
  )
  expect(() => expect(compared.get('ours')).toOutperform(compared.get('api'))).toThrow('latency was not measured: the recording has not the times')
  const damaged = endpoint('${local.url}', { replay: 'recordings/damaged.jsonl' })
  await expect(bench('damaged', plan, damaged.chat('Why?', { maxTokens: 6 })).run()).rejects.toThrow('damaged.jsonl", line 3: it is none')
})`,
  })
  return project
}
