import { concurrent, decided, expect, openai, test, type LlmRun } from 'vitest-llm-bench'

/** Compiled by the type check, never run: what a bench file may and may not write. */
test('types', async ({ bench, model, measure }) => {
  const llama = await model('synthetic:micro')
  const workload = llama.complete('Why?', { maxTokens: 4 })
  const run: LlmRun = await bench('a', workload).run()
  const other: LlmRun = await bench('b', { requests: 5, load: concurrent(2), writeResult: './b.json' }, workload).run()
  const p95: number = run.metrics.ttft.p95 + other.metrics.latency.p95
  const text: string | undefined = run.samples[0]?.text
  const measured: LlmRun = await measure(workload, { requests: 3, name: 'c' })
  expect([p95, text, measured.checks]).toBeDefined()

  const compared = await bench.compare(bench('a', workload), bench('b', workload))
  const a: LlmRun = compared.get('a')
  expect(a).toHaveP95Below(50)
  // @ts-expect-error no such name in the comparison
  compared.get('c')

  const ordinary = bench('function', () => {})
  // @ts-expect-error a workload and an ordinary function cannot take turns
  await bench.compare(bench('model', workload), ordinary)
  const functions = await bench.compare(
    bench('x', () => {}),
    bench('y', () => {}),
    { iterations: 3 },
  )
  const hz: number = functions.get('x').throughput.mean
  expect(hz).toBeGreaterThan(0)

  const plain = await bench('plain', { beforeAll: () => {} }, () => {}).run()
  // @ts-expect-error an ordinary function has no metrics
  expect(plain.metrics).toBeUndefined()
  // @ts-expect-error a misspelt option
  bench('c', { request: 5 }, workload)
  // @ts-expect-error tinybench's options do not apply to a workload
  await bench('d', workload).run({ iterations: 3 })
  // @ts-expect-error a misspelt matcher
  expect(run).toHaveP95Bellow(50)
  // @ts-expect-error a misspelt metric
  expect(run).toHaveP95Below(50, { of: 'ttf' })
  // @ts-expect-error a bench that was not run
  expect(bench('e', workload)).toHaveP95Below(50)
  // @ts-expect-error a run that is not awaited
  expect(bench('f', workload).run()).toHaveP95Below(50)
  expect(bench('g', workload)).toBeDefined()
  await expect(bench('h', workload).run()).resolves.toHaveP95Below(50)
  await expect(measure(workload)).rejects.toThrow()
  const anything = JSON.parse('{}')
  expect(anything).toHaveP95Below(50)
  expect(run).toSaveCostVs(openai, 0.6)
  expect(run).toSaveCostVs(openai('gpt-4o'), 0.6)
})

test('types of a load search', async ({ findMaxLoad, loadSweep, model }) => {
  const llama = await model('synthetic:micro')
  const workload = llama.complete('Why?', { maxTokens: 4 })
  await loadSweep('clients', workload, { concurrency: [1, 2], requests: 20 })
  await loadSweep('rates', workload, { rate: [1, 2], arrivals: 'constant' })
  await findMaxLoad('clients', workload, { slo: { ttft: { p95: 100 } }, concurrency: [1, 8] })
  await findMaxLoad('rates', workload, { slo: { ttft: { p95: 100 } }, rate: [1, 8] })
  await loadSweep('levels of the configuration', workload, { requests: 20 })
  // @ts-expect-error both
  await loadSweep('both', workload, { concurrency: [1], rate: [1] })
  // @ts-expect-error neither concurrency nor rate
  await findMaxLoad('neither', workload, { slo: { ttft: { p95: 100 } } })
  // @ts-expect-error both
  await findMaxLoad('both', workload, { slo: { ttft: { p95: 100 } }, concurrency: [1, 2], rate: [1, 2] })
})

test('types of claims to sample for', () => {
  decided({ p95: 50, 'ttft.p99.9': 200, successRate: 0.98 })
  // @ts-expect-error a misspelt metric
  decided({ 'tft.p95': 1 })
  // @ts-expect-error a metric that gives no time for each request
  decided({ 'interChunk.p95': 1 })
  // @ts-expect-error a misspelt percentile
  decided({ q95: 1 })
})
