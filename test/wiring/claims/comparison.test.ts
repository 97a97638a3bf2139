import { expect, test } from 'vitest'
import { spawnMockServer } from '../../../src/mock-server/index.ts'
import { makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

test('bench.compare takes turns in both directions, and Vitest ranks the result', async () => {
  await using project = makeProject({
    'compare.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
test('lengths', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  const options = { requests: 40 }
  const result = await bench.compare(
    bench('long', options, llama.complete('Why?', { maxTokens: 24 })),
    bench('short', options, llama.complete('Why?', { maxTokens: 2 })),
  )
  expect(result.get('short').samples).toHaveLength(40)
  expect(result.get('short')).toBeFasterThan(result.get('long'))
  const turns = ['long', 'short'].flatMap((name) => result.get(name).samples.map(({ slot, sent }) => ({ name, slot, sent })))
  turns.sort((a, b) => a.sent - b.sent)
  const order = []
  for (const { name, slot } of turns) if (order.at(-1)?.slot !== slot) order.push({ name, slot })
  console.log('order ' + order.map(({ name }) => name[0]).join(''))
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  const order = /order ([ls]+)/.exec(output)?.[1] ?? ''
  expect(order).toHaveLength(10)
  // Every round of two turns is followed by its mirror image.
  expect(order.slice(0, 8)).toMatch(/^(lssl|slls)(lssl|slls)$/)
  const { runs } = project.report()
  expect(runs.map(({ name, load }) => [name, load.interleaved])).toEqual([
    ['long', true],
    ['short', true],
  ])
  // Rates are over a run's own time: together they are not the window of both.
  const [long, short] = runs
  const own = (long?.throughput.windowMs ?? 0) + (short?.throughput.windowMs ?? 0)
  const sum = runs.reduce((total, run) => total + (run.metrics.latency.mean ?? 0) * run.metrics.latency.n, 0)
  expect(own).toBeGreaterThan(sum)
  expect(own).toBeLessThan(sum * 2)
})

test('different plans in one comparison are an error that names the benches', async () => {
  await using project = makeProject({
    'compare.bench.ts': `
import { test } from 'vitest-llm-bench'
test('plans', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  const workload = llama.complete('Why?', { maxTokens: 2 })
  await bench.compare(bench('a', { requests: 5 }, workload), bench('b', { requests: 6 }, workload))
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).toBe(1)
  expect(output).toContain(
    'bench.compare(…): "b" with another plan than "a" is not allowed here; give both the same requests, duration, budget, load, warmup, launches, energy, roofline, lock and maxUsd',
  )
})

test('a stored result is read back by bench.from and judged', async () => {
  await using project = makeProject({
    'store.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
test('store', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  await bench('now', { requests: 64, writeResult: './stored.json' }, llama.complete('Why?', { maxTokens: 4 })).run()
  const before = await bench.from('before', './stored.json').run()
  expect(before).toHaveP95Below(60_000)
  expect(before).toHaveP95Below(60_000, { of: 'ttft' })
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  expect(project.report().looseClaims).toMatchObject([
    // A busy machine leaves it open.
    { passed: true, n: 64 },
    { passed: true, n: 64 },
  ])
})

test('an arm that is done earlier because it wrote less is not the faster one', async () => {
  await using long = await spawnMockServer({ ttft: 4, interToken: 1, tokens: 24 })
  await using short = await spawnMockServer({ ttft: 4, interToken: 1, tokens: 6 })
  await using project = makeProject({
    'work.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
test('work', async ({ bench, endpoint }) => {
  const [long, short] = [endpoint(${JSON.stringify(long.url)}), endpoint(${JSON.stringify(short.url)})]
  const result = await bench.compare(
    bench('long', { requests: 64 }, long.chat('Why?', { maxTokens: 50 })),
    bench('short', { requests: 64 }, short.chat('Why?', { maxTokens: 50 })),
  )
  expect(result.get('short')).toOutperform(result.get('long'))
  expect(result.get('short')).toOutperform(result.get('long'), { of: 'ttft', by: 0.9 })
})
`,
  })
  const { output } = await runVitest(project, ['bench', '--run'])
  const [latency, ttft] = project.report().runs.flatMap(({ claims }) => claims)
  expect(latency, output).toMatchObject({
    verdict: 'inconclusive',
    pair: { outputTokens: [6, 24], answers: { same: 0 } },
  })
  expect(latency?.rests.doubts.join(' ')).toContain('the arms did not do the same work')
  expect(ttft?.rests.doubts.join(' ')).not.toContain('the same work')
  const table = project.read('llm-bench-report/report.md')
  expect(table).toMatch(/\(same answers 0 of \d+, output tokens 6\.00 \/ 24\.0 \(means\)\)/)
})
