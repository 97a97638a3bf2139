import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Report } from '../../../src/record/report.ts'
import { configFile, makeProject, type Project } from '../../support/project.ts'
import { type EndedVitest, runVitest } from '../../support/vitest.ts'

/** Everything that can be asked, of which nothing is there: no file, no service, no key, no engine. */
const bench = `
import { concurrent, conversation, expect, family, ladder, openai, price, rate, task, test } from 'vitest-llm-bench'

const never = () => { throw new Error('it was called') }
const sdk = { specificationVersion: 'v2', provider: 'openai', modelId: 'gpt-4o', supportedUrls: {}, doGenerate: never, doStream: never }
const missing = 'hf:nobody/nothing:Q4_K_M'
const text = 'Nobody reads this text, and it is long enough. '.repeat(60)

test('a model', async ({ bench, model }) => {
  const llama = await model(missing)
  expect(await llama.complete('Why?', { maxTokens: 3 })()).toBe('word0 word1 word2')
  const run = await bench('model', llama.complete('Why?', { maxTokens: 16 })).run()
  expect(run).toHaveP95Below(1)
  expect(run).not.toHaveP95Below(1)
  expect(run).toMeetSLO({ ttft: { p95: 1 }, tpot: { p95: 1 } })
  expect(run).toSaveCostVs(openai('gpt-4o'), 0.99)
  expect(run).toRunOn('metal')
  expect(run).toFitInMemory(1)
  expect(run).toUseLessEnergyThan(1)
  expect(run).toNotRegressFrom('nobody')
  expect(run).toHaveQualityAbove(0.9)
  expect(() => expect(run).toHaveP95Below(-1)).toThrow('toHaveP95Below(limit): -1 is not allowed here')
  expect(() => expect(run).toHaveP95Below(1, { of: 'speed' })).toThrow('is not allowed here')
  expect(() => expect({}).toHaveP95Below(1)).toThrow('not a run')
  expect(() => llama.chat('Why?', { maxToken: 1 })).toThrow('there is no option "maxToken"')
  const loads = await bench('loads', { pageCache: 'cold', requests: 20 }, llama.chat('Why?', { maxTokens: 4 })).run()
  expect(loads).toLoadWithin(1, { from: 'cold' })
  const scored = await bench('scored', { requests: 4, score: [never] }, llama.chat('Why?')).run()
  expect(scored).toScoreAtLeast('good', 0.9)
})

test('services', async ({ bench, endpoint, server, router, languageModel }) => {
  const priced = endpoint('http://192.0.2.1/v1', { model: 'm', apiKey: process.env.NOBODYS_KEY, price: price({ inputPerMTok: 1, outputPerMTok: 2 }) })
  const storage = await bench.compare(
    bench('priced', { load: concurrent(8), maxUsd: 1 }, priced.chat('Hi', { maxTokens: 8, validate: () => 'no' })),
    bench('nowhere', { load: concurrent(8), maxUsd: 1 }, priced.chat('Hi', { maxTokens: 8 })),
  )
  expect(storage.get('priced')).toOutperform(storage.get('nowhere'))
  const open = await bench('open', { load: rate(20), duration: 20_000 }, endpoint().chat(conversation(['Hi', 'And?']), { maxTokens: 8 })).run()
  expect(open).toHaveGoodputAbove(0.999, { ttft: 1 })
  await bench('blocks', { launches: 3, requests: 30 }, endpoint('http://192.0.2.1/v1', { record: './r.jsonl' }).chat('Hi', { maxTokens: 8 })).run()
  await bench('replay', { requests: 10 }, endpoint('http://192.0.2.1/v1', { replay: './nothing.jsonl' }).chat('Hi', { maxTokens: 8 })).run()
  await bench('embed', { requests: 10 }, priced.embed(['a', 'b'])).run()
  const vllm = await server.vllm({ model: 'nobody/nothing' })
  await bench('server', { requests: 30, launches: 3 }, vllm.chat('Hi', { maxTokens: 8 })).run()
  await server.llamaServer({ model: missing })
  const swap = router.llamaSwap({ models: ['small', 'large'] })
  await swap.model('small').load()
  expect(await swap.loaded()).toEqual(['small'])
  const switched = await bench('switch', { requests: 4 }, swap.model('large').switchTo('Hi', { from: 'small', maxTokens: 1 })).run()
  expect(switched).toSwitchWithin(1)
  await bench('sdk', { requests: 4 }, languageModel(sdk).chat('Hi', { maxTokens: 8 })).run()
  const agent = await bench('agent', { requests: 10 }, task('books a trip', never)).run()
  expect(agent).toHaveSuccessRateAbove(0.999)
})

test('several', async ({ models, configurations, loadSweep, findMaxLoad, endpoint, model, perplexity, klDivergence }) => {
  const { measure } = await models(['hf:a/small', 'hf:a/large'], { memoryBudget: '4 GB' })
  const measured = await measure('side by side', (one) => one.complete({ tokens: 8 }, { maxTokens: 4 }))
  expect(measured.of('hf:a/small')).toSlowDownBy('hf:a/large', { atMost: 0.01 })
  const ask = (one) => one.complete('Why?', { maxTokens: 8 })
  const found = await configurations('matrix', { model: missing, threads: [1, 64] }, ask, { perplexity: { text } })
  expect(found.cells).toHaveLength(2)
  expect(found.cells[1]).toBeBest()
  await configurations('ladder', ladder('hf:a/small'), ask, { rounds: 2, requests: 4 })
  await configurations('family', family('hf:a/small', ['F16', 'Q4_0']), ask)
  const chat = endpoint().chat('Hi', { maxTokens: 8 })
  expect(await loadSweep('levels', chat, { concurrency: [1, 8], requests: 20 })).toHaveLength(2)
  const most = await findMaxLoad('most', chat, { slo: { ttft: { p95: 200 } }, concurrency: [1, 8] })
  expect(most).toSustain(1000)
  expect(await perplexity(await model(missing), text)).toHavePerplexityBelow(1.1)
  expect(await klDivergence(await model(missing), await model(missing), text)).toHaveKLDivergenceBelow(missing, 1e-9)
})
`

const outputs = ['csv', 'samples-csv', 'bmf', 'github-action-benchmark', 'openmetrics', 'otlp', 'trace']

let project: Project
let ended: EndedVitest
let report: Report

beforeAll(async () => {
  const options = `history: true, baseline: 'main', maxUsd: 0.01, inconclusive: 'fail', outputs: ${JSON.stringify(outputs)},
    endpoint: { url: 'http://192.0.2.1/v1', apiKeyEnv: 'NOBODYS_KEY' }, simulate: { ttft: 20, tpot: 5, seed: 7 }`
  project = makeProject({ 'vitest.config.ts': configFile(options), 'all.bench.ts': bench })
  // It is for local models alone.
  rmSync(join(project.folder, 'node_modules/node-llama-cpp'), { force: true, recursive: true })
  ended = await runVitest(project, ['bench', '--run', '--mode', 'simulate'], { LLM_BENCH_HISTORY: 'on' })
  report = project.report()
}, 240_000)

afterAll(async () => await project[Symbol.asyncDispose]())

test('a whole bench file runs through without anything that it asks', () => {
  expect(ended.output).toContain('3 passed')
  expect(ended.exitCode).toBe(0)
  expect(report.runs.length).toBeGreaterThan(20)
  const { latency } = report.runs.find(({ name }) => name === 'model')?.metrics ?? {}
  // 20 ms and 15 tokens of 5 ms, by the option.
  expect(latency?.p50).toBeGreaterThan(85)
  expect(latency?.p50).toBeLessThan(105)
})

test('every claim is open because nothing was measured, and fails no test', () => {
  const claims = [...report.runs.flatMap((run) => run.claims), ...report.looseClaims]
  expect(claims.length).toBeGreaterThan(20)
  for (const { verdict, passed, policy, provenance, rests } of claims) {
    expect({ verdict, passed, policy, provenance }).toEqual({
      verdict: 'inconclusive',
      passed: true,
      policy: 'simulated',
      provenance: 'simulated',
    })
    expect(rests.doubts[0]).toMatch(/^(\w+: )?simulated: nothing was measured$/u)
  }
  const memory = claims.find(({ matcher }) => matcher === 'toFitInMemory')
  expect(memory?.text).toBe('the claim toFitInMemory(1)')
  expect(ended.output).toContain('let pass (simulated): nothing was measured')
})

test('every figure is marked simulated, wherever it goes', () => {
  for (const { provenance, target } of [...report.runs, ...(report.intrinsic ?? [])])
    expect([provenance, target.source]).toEqual(['simulated', 'simulated'])
  expect(ended.output).toContain('llm-bench: --mode simulate: nothing is measured')
  expect(ended.output).toContain('Simulated: nothing was measured.')
  const [title, , first] = project.read('llm-bench-report/report.md').split('\n')
  expect(title).toBe('# LLM inference benchmark report (SIMULATED)')
  expect(first).toMatch(/^Simulated: nothing was measured\./u)
  const files = ['runs.csv', 'samples.csv', 'bencher.json', 'github-action-benchmark.json', 'openmetrics.txt']
  for (const file of [...files, 'otlp-metrics.jsonl', 'trace.json'])
    expect(project.read(`llm-bench-report/${file}`), file).toContain('(simulated)')
  const charts = readdirSync(join(project.folder, 'llm-bench-report/charts'))
  expect(charts.length).toBeGreaterThan(20)
  for (const chart of charts) expect(project.read(`llm-bench-report/charts/${chart}`), chart).toContain('simulated')
})

test('money is simulated, too', () => {
  const costs = report.runs.flatMap(({ cost }) => cost ?? [])
  expect(costs.length).toBeGreaterThan(5)
  for (const { kind, parts } of costs) {
    expect(kind).toBe('simulated')
    for (const { provenance, derived } of parts) expect(provenance).not.toBe(derived ? 'declared' : 'measured')
  }
})

test('nothing is kept of it', () => {
  expect(project.exists('.llm-bench')).toBe(false)
  expect(project.exists('r.jsonl')).toBe(false)
})
