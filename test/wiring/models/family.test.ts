import { expect, test } from 'vitest'
import { configFile, makeProject } from '../../support/project.ts'
import { remainingHosts, runVitest } from '../../support/vitest.ts'

const ask = `(model) => model.complete({ prompt: 'Why?', expected: 'Because.' }, { maxTokens: 6 })`

test('a family of a registered name has what is declared of it, one sweep and one sentence', async () => {
  await using project = makeProject({
    'vitest.config.ts': configFile(`models: {
      tiny: { spec: 'synthetic:micro@F32', license: 'mit', tags: ['small'], load: { contextSize: 96 } } }`),
    'a.bench.ts': `
import { chrf, expect, family, test } from 'vitest-llm-bench'
test('a', async ({ configurations }) => {
  const found = await configurations('kin', family('tiny', ['F16', 'Q8_0', 'Q9_9']), ${ask}, {
    rounds: 2, requests: 4, score: [chrf()], perplexity: { text: 'A text of random tokens.', contextSize: 32 } })
  expect(found.at({ quantization: 'Q8_0' }).run.samples).toHaveLength(4)
  expect(found.missing).toMatchObject([{ name: 'Q9_9', state: 'failed', reason: /unknown quantization "Q9_9"/ }])
})
`
      .replace('reason: /', 'reason: expect.stringMatching(/')
      .replace(`"/ }`, `"/) }`),
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  // Random weights are scored, and have no quality.
  expect(output).toMatch(/kin: (?:Take|Inconclusive).+by speed and size alone.+; not measured: Q9_9\./)
  const { runs } = project.report()
  expect(runs.map(({ target }) => [target.spec, target.quantization, target.contextSize])).toEqual([
    ['tiny:F16', 'F16', 96],
    ['tiny:Q8_0', 'Q8_0', 96],
  ])
  expect(runs.map(({ quality }) => [quality?.scores[0]?.n, quality?.prompts.length])).toEqual([
    [4, 1],
    [4, 1],
  ])
  const [full, small] = runs.map(({ intrinsic }) => intrinsic)
  expect(full).toMatchObject({ windows: 1, exact: true, divergence: null })
  expect(small?.divergence).toMatchObject({ base: { quantization: 'F16' }, basePerplexity: full?.perplexity })
  expect(small?.divergence?.mean).toBeGreaterThan(0)
  expect(runs[0]?.target.registry).toEqual({ name: 'tiny', sha256: null, license: 'mit', tags: ['small'] })
  expect(new Set(runs.map(({ sweep }) => `${sweep?.id} ${sweep?.preset}`)).size).toBe(1)
  expect(runs[0]?.sweep).toMatchObject({ preset: 'family', axes: [{ name: 'quantization', value: 'F16' }] })
  const report = project.read('llm-bench-report/report.md')
  expect(report).toMatch(/Pareto front of .*file size.*load time/)
  expect(report).not.toMatch(/Pareto front of .*quality/)
  expect(report).toMatch(/\| +Quality \|/)
  expect(report).toMatch(/\| Registered as +\| tiny \(licence mit; tags small; declared\)/)
  expect(await remainingHosts(project)).toEqual([])
})

test('loads with a cold and a warm page cache are told apart, with the first token and what unloading gave back', async () => {
  await using project = makeProject({
    'vitest.config.ts': configFile(),
    'a.bench.ts': `
import { expect, simulated, test } from 'vitest-llm-bench'
for (const pageCache of ['cold', 'warm']) test(pageCache, async ({ bench, model }) => {
  const tiny = await model('synthetic:micro', { threads: 1 })
  const run = await bench(
    pageCache, { pageCache, launches: 2, requests: 2, warmup: 1 }, tiny.complete('Why?', { maxTokens: 2 })).run()
  expect(run.record.loads).toHaveLength(2)
})
test('elsewhere', async ({ bench }) => {
  await bench('none', { pageCache: 'cold', requests: 10 }, simulated({ ttft: 1, tpot: 1 }).complete('Why?', { maxTokens: 2 })).run()
})
`,
  })
  const { output } = await runVitest(project, ['bench', '--run'])
  expect(output, output).toContain('1 failed | 2 passed')
  expect(output).toMatch(/bench\("none", \{ pageCache \}\): a target that is no local model is not allowed here/)
  const [cold, warm] = project.report().runs
  // What a disk that is memory, or another process, keeps there is no cold load: that is said.
  for (const { pageCache, note } of cold?.loads ?? [])
    expect(pageCache === 'cold' || (pageCache === 'unknown' && note !== null)).toBe(true)
  const [first, last] = warm?.loads ?? []
  expect(first).toMatchObject({ loadTimeMs: expect.any(Number), firstTokenMs: expect.any(Number) })
  expect(first?.unloadMs).toBeGreaterThan(0)
  expect(first?.residentBytes).toBeGreaterThan(10e6)
  expect(last).toMatchObject({ unloadMs: null, givenBackBytes: null })
  expect(project.read('llm-bench-report/report.md')).toMatch(/\| Loads, page cache \w+ +\| 2: median /)
  expect(await remainingHosts(project)).toEqual([])
})
