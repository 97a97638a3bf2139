import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SpawnedMockServer, spawnMockServer } from '../../../src/mock-server/index.ts'
import { imports } from '../../support/bench-file.ts'
import { makeProject } from '../../support/project.ts'
import { runOf, samplesOf } from '../../support/runs-of.ts'
import { validateReport } from '../../support/schema.ts'
import { runVitest } from '../../support/vitest.ts'

let server: SpawnedMockServer
let odd: SpawnedMockServer
beforeAll(async () => {
  server = await spawnMockServer({ ttft: 2, interToken: 0.2 })
  odd = await spawnMockServer({ ttft: 2, interToken: 0.2, items: { fault: 'nan', every: 3, usage: 'absent' } })
})
afterAll(async () => {
  await server.close()
  await odd.close()
})

const body = (): string => `${imports}
test('vectors', async ({ bench, endpoint, findMaxLoad, loadSweep, model }) => {
  const api = endpoint('${server.url}', { price: price({ inputPerMTok: 1000, outputPerMTok: 9, name: 'ours' }) })
  const texts = ['one', 'two texts', 'three texts here']
  const batches = api.embed(texts, { batch: 2, encodingFormat: 'base64' })
  const vectors = await batches()
  expect(vectors.map((vector) => vector.length)).toEqual([8, 8])
  const plan = { requests: 40, warmup: 1 }
  const several = await bench('batches', { ...plan, load: concurrent(2) }, batches).run()
  expect(several).toHaveP50Below(10_000)
  expect(several).toHaveThroughputAbove(0.1, { of: 'items' })
  expect(several).toHaveThroughputAbove(0.1, { of: 'inputTokens' })
  expect(() => expect(several).toHaveP50Below(1000, { of: 'ttft' })).toThrow('the run made vectors')
  expect(several).toMeetSLO({ latency: { p95: 10_000 }, successRate: 0.9 })
  expect(() => expect(several).toMeetSLO({ tpot: { p95: 10 } })).toThrow('the run made vectors')
  expect(several).toHaveGoodputAbove(0.9, { latency: 10_000 })
  expect(several).toSaveCostVs(price({ inputPerMTok: 2000, outputPerMTok: 0, name: 'theirs' }), 0.4)
  const levels = await loadSweep('sweep', batches, { concurrency: [1, 2], requests: 10 })
  expect(levels.map(({ run }) => run.record.items.answered)).toEqual([20, 20])
  const search = { concurrency: [1, 2], requests: 30 }
  const found = await findMaxLoad('search', batches, { ...search, slo: { successRate: 0.9 } })
  expect(found.highest?.level).toBe(2)
  await expect(findMaxLoad('search', batches, { ...search, slo: { ttft: { p95: 10 } } })).rejects.toThrow(
    'findMaxLoad("search", workload, { slo.ttft }): a limit of vectors, which are made of no tokens, is not allowed',
  )
  const ranked = await bench('ranked', { ...plan, load: rate(100) }, api.rerank('q', ['a', 'b', 'c'], { topN: 2 })).run()
  expect(ranked).toHaveThroughputAbove(0.1, { of: 'items' })
  const compared = await bench.compare(
    bench('one', { requests: 16, warmup: 0 }, api.embed(texts)),
    bench('two', { requests: 16, warmup: 0 }, api.embed(texts, { batch: 2 })),
  )
  expect(() => expect(compared.get('one')).toOutperform(compared.get('two'))).not.toThrow(/undefined/)
  await bench('odd', { requests: 12, warmup: 0 }, endpoint('${odd.url}').embed(texts)).run()
  const micro = await model('synthetic:micro', { threads: 1 })
  await bench('micro', { requests: 6, warmup: 0 }, micro.embed({ tokens: 12 }, { prompts: 4 })).run()
  const ranker = await model('synthetic:micro-bert-rank', { threads: 1 })
  const local = ranker.rerank('What is a panda?', ['A bear.', 'A car of two tons.', 'Green'], { topN: 2 })
  expect((await local()).map(({ score }) => score > 0 && score < 1)).toEqual([true, true])
  await bench('ranker', { requests: 6, warmup: 0, load: concurrent(2) }, local).run()
})
`

test('vectors and rankings over every part of a run', async () => {
  await using project = makeProject({ 'vectors.bench.ts': body() })
  const ended = await runVitest(project, ['bench'])
  expect(ended.output).not.toContain('Unhandled')
  const report = project.report()
  validateReport(report)
  const batches = runOf(project, 'batches')
  expect(batches.items).toMatchObject({
    kind: 'embedding',
    perRequest: { min: 2, max: 2 },
    answered: 80,
    dimensions: 8,
  })
  expect(batches.metrics.ttft).toMatchObject({ n: 0, p50: null })
  expect(batches.cost).toMatchObject({ basis: 'tokens', unknown: [] })
  expect(samplesOf(project, 'batches').every(({ text }) => text === '')).toBe(true)
  expect(runOf(project, 'ranked').items).toMatchObject({ kind: 'rerank', perRequest: { min: 3, max: 3 } })
  expect(runOf(project, 'odd')).toMatchObject({
    requests: { attempted: 12, succeeded: 8, failed: 4, failures: { malformed: 4 } },
    items: { inputTokens: null, answered: 8 },
  })
  const micro = runOf(project, 'micro')
  expect(micro).toMatchObject({ requests: { failed: 0 }, target: { purpose: 'text' }, items: { dimensions: 256 } })
  expect(runOf(project, 'ranker')).toMatchObject({
    requests: { failed: 0 },
    target: { purpose: 'ranking', source: 'synthetic' },
    items: { kind: 'rerank', answered: 18, dimensions: null },
  })
  expect(micro.checks.map(({ id }) => id)).toContain('not-embedding-model')
  const claims = runOf(project, 'one').claims
  expect(claims[0]?.rests.doubts.join()).toContain('the arms did not do the same work (1.00 / 2.00 items a request)')
  const page = project.read('llm-bench-report/report.md')
  expect(page).toContain('embedding, 2 texts a request; no token is generated')
})
