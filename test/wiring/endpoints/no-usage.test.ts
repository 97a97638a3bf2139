import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SpawnedMockServer, spawnMockServer } from '../../../src/mock-server/index.ts'
import { imports, testOf } from '../../support/bench-file.ts'
import { makeProject, type Project } from '../../support/project.ts'
import { runOf, samplesOf } from '../../support/runs-of.ts'
import { validateReport } from '../../support/schema.ts'
import { runVitest } from '../../support/vitest.ts'

const usages = ['absent', 'sometimes', 'few', 'wrong', 'last'] as const
type Usage = (typeof usages)[number]

const servers = new Map<Usage, SpawnedMockServer>()
beforeAll(async () => {
  for (const usage of usages) servers.set(usage, await spawnMockServer({ ttft: 4, interToken: 1, tokens: 40, usage }))
})
afterAll(async () => {
  for (const server of servers.values()) await server.close()
})

function api(usage: Usage): string {
  const url = JSON.stringify(servers.get(usage)?.url)
  return `endpoint(${url}, { price: price({ inputPerMTok: 1000, outputPerMTok: 1000, name: 'ours' }) })`
}

/** The claims of a run: whether its tokens leave one open, whatever else does on a busy machine, and the origin. */
function claims(project: Project, name: string): string[] {
  return runOf(project, name).claims.map(({ metric, verdict, provenance, rests }) => {
    const open = rests.doubts.some((doubt) =>
      /tokens are (?:estimated|unknown)|tokens of .* are unknown|check token-count/u.test(doubt),
    )
    if (open) expect(verdict).toBe('inconclusive')
    return `${metric} ${open ? 'open' : 'settled'} ${provenance}`
  })
}

const body = (name: string, usage: Usage): string => `
  const run = await bench('${name}', { requests: 120, warmup: 0 }, ${api(usage)}.chat('Why?', { maxTokens: 40 })).run()
  expect(run).toHaveP50Below(60_000, { of: 'tpot' })
  expect(run).toHaveP50Below(60_000, { of: 'tpot', accept: ['estimated'] })
  expect(run).not.toHaveThroughputAbove(1e9)
  expect(run).not.toHaveThroughputAbove(1e9, { accept: ['estimated'] })
  expect(run).not.toSaveCostVs(price({ inputPerMTok: 1, outputPerMTok: 1 }), 0.5)
  expect(run).not.toSaveCostVs(price({ inputPerMTok: 1, outputPerMTok: 1 }), 0.5, { accept: ['estimated'] })
  expect(run).toHaveP50Below(60_000)`

test('without usage tokens are estimated everywhere, claims on them are open, and money is spent as if all were dear', async () => {
  await using project = makeProject({
    'usage.bench.ts': [
      imports,
      testOf('none', body('none', 'absent')),
      testOf('some', body('some', 'sometimes')),
      testOf('all', body('all', 'last')),
      testOf(
        'until',
        `
  const chat = ${api('absent')}.chat('Why?', { maxTokens: 8 })
  const run = await bench('until', { until: decided({ 'tpot.p50': 60_000 }), warmup: 0 }, chat).run()
  expect(run).toHaveP50Below(60_000, { of: 'tpot' })
  expect(run).toHaveP50Below(60_000, { of: 'tpot', accept: ['estimated'] })`,
      ),
      testOf(
        'limited',
        `await bench('limited', { requests: 200, warmup: 0, maxUsd: 1 }, ${api('absent')}.chat('Why?', { maxTokens: 40 })).run()`,
      ),
      testOf(
        'whole',
        `
  const run = await bench('whole', { requests: 3, warmup: 0 }, ${api('absent')}.chat('Why?', { maxTokens: 40, stream: false })).run()
  expect(() => expect(run).toHaveThroughputAbove(1)).toThrow('nobody counted the tokens of its answers')
  expect(() => expect(run).toSaveCostVs(price({ inputPerMTok: 1, outputPerMTok: 1 }), 0.5)).toThrow('nobody counted the tokens of its answers')`,
      ),
    ].join('\n'),
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  expect(validateReport(project.report())).toEqual([])
  for (const name of ['none', 'some']) {
    expect(runOf(project, name).tokens).toMatchObject({ input: null, source: 'chunks' })
    expect(claims(project, name)).toEqual([
      'tpot open estimated',
      'tpot settled estimated',
      'tokenThroughput open estimated',
      'tokenThroughput settled estimated',
      'cost open estimated',
      'cost settled estimated',
      'latency settled measured',
    ])
  }
  expect(claims(project, 'all').filter((claim) => /open|estimated/u.test(claim))).toEqual([])
  const [none, some] = ['none', 'some'].map((name) => runOf(project, name))
  expect(none?.cost).toMatchObject({ kind: 'estimated', unknown: ['input tokens'] })
  expect(none?.cost?.usdPerRequest).toBeCloseTo(0.04, 6)
  expect(some?.cost).toMatchObject({ kind: 'estimated', unknown: ['input tokens of 60 of 120 answers'] })
  expect(runOf(project, 'all').cost).toMatchObject({ kind: 'declared', unknown: [] })
  expect(runOf(project, 'whole')).toMatchObject({
    tokens: { output: null },
    throughput: { tokensPerSecond: null },
    cost: { unknown: ['input tokens', 'output tokens'] },
  })

  expect(runOf(project, 'until')).toMatchObject({
    load: { endedBy: 'decided' },
    decisions: [{ metric: 'tpot', verdict: 'pass', estimated: true }],
  })
  expect(claims(project, 'until')).toEqual(['tpot open estimated', 'tpot settled estimated'])

  const limited = runOf(project, 'limited')
  expect(limited.load.endedBy).toBe('cost')
  // As dear as one can be: more than the 40 cents of the output that was seen.
  expect(samplesOf(project, 'limited').length).toBeLessThan(10)

  const page = project.read('llm-bench-report/report.md')
  expect(output).toMatch(/none \(tokens estimated\) .* estimated /u)
  expect(output).not.toMatch(/^all .*estimated/mu)
  expect(page).toMatch(/\| none \(tokens estimated\) +\|/u)
  expect(page).toMatch(/\| [\d.]+ estimated \|/u)
  expect(page).toContain('Time per output token (TPOT), estimated')
  expect(page).toContain('counted by chunks, which may hold several: estimated')
  expect(page).toMatch(/at least .*at the declared price, tokens estimated, input tokens unknown/u)
  expect(page).toContain('rests on estimated tokens')
})

test('a usage that is off is caught in both directions, and leaves claims on tokens open', async () => {
  const off = (name: string, usage: Usage): string =>
    testOf(
      name,
      `
  const run = await bench('${name}', { requests: 60, warmup: 0 }, ${api(usage)}.chat('Why?', { maxTokens: 64 })).run()
  expect(run).toHaveP50Below(60_000, { of: 'tpot', accept: ['estimated'] })`,
    )
  await using project = makeProject({ 'off.bench.ts': [imports, off('few', 'few'), off('many', 'wrong')].join('\n') })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  for (const name of ['few', 'many']) {
    expect(runOf(project, name).checks.find(({ id }) => id === 'token-count')).toMatchObject({ status: 'invalid' })
    expect(claims(project, name)).toEqual(['tpot open measured'])
  }
})

test('a language model without usage is no other, and a search judges it by tpot only where that is accepted', async () => {
  const url = JSON.stringify(servers.get('absent')?.url)
  await using project = makeProject({
    'model.ts': `
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
export default createOpenAICompatible({ name: 'mock', baseURL: ${url} })('mock-model')
`,
    'model.test.ts': `
import { expect, price, test } from 'vitest-llm-bench'
test('model', async ({ languageModel, measure }) => {
  const gpt = languageModel(() => import('./model'), { price: price({ inputPerMTok: 1, outputPerMTok: 1 }) })
  const run = await measure(gpt.chat('Why?', { maxTokens: 40 }), { requests: 60, warmup: 0, name: 'model' })
  expect(run).toHaveP50Below(60_000, { of: 'tpot' })
  expect(run).toHaveP50Below(60_000, { of: 'tpot', accept: ['estimated'] })
})
test('search', async ({ endpoint, findMaxLoad }) => {
  const work = endpoint(${url}).chat('Why?', { maxTokens: 8 })
  const asked = { slo: { tpot: { p50: 60_000 } }, concurrency: [1, 1], requests: 20, warmup: 0 }
  const open = await findMaxLoad('open', work, asked)
  expect(open.levels.map(({ verdict }) => verdict)).toEqual(['inconclusive'])
  const settled = await findMaxLoad('settled', work, { ...asked, accept: ['estimated'] })
  // On a busy machine a check may leave it open all the same.
  const broken = ({ status, protects }) => status === 'invalid' && protects.some((name) => ['all', 'tpot'].includes(name))
  if (!settled.levels[0].run.record.checks.some(broken)) {
    expect(settled.levels.map(({ verdict }) => verdict)).toEqual(['pass'])
  }
  await expect(findMaxLoad('wrong', work, { ...asked, accept: ['assumed'] })).rejects.toThrow(
    'findMaxLoad("wrong", workload, { accept',
  )
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['--run'])
  expect(exitCode, output).toBe(0)
  expect(claims(project, 'model')).toEqual(['tpot open estimated', 'tpot settled estimated'])
  expect(runOf(project, 'model').cost).toMatchObject({ kind: 'estimated', unknown: ['input tokens'] })
})
