import { expect, test } from 'vitest'
import { validateReport } from '../../support/schema.ts'
import { makeProject } from '../../support/project.ts'
import { unlessDisturbed } from '../../support/verdict.ts'
import { remainingHosts, runVitest } from '../../support/vitest.ts'

test('a bench file measures a model, passes its claims and leaves a valid report', async () => {
  await using project = makeProject({
    'short.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
test('a short answer', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  const run = await bench('short answer', { requests: 70, roofline: 'measure' }, llama.complete('Why is the sky blue?', { maxTokens: 8 })).run()
  expect(run).toHaveP95Below(60_000)
  expect(run).toHaveP95Below(60_000, { of: 'ttft' })
  expect(run.samples).toHaveLength(70)
  expect(run.metrics.latency.p95).toBeGreaterThan(0)
  expect(run.samples.every((sample) => sample.tokens.output === 8)).toBe(true)
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(output).toContain('short answer')
  expect(exitCode, output).toBe(0)
  expect(output).toMatch(/run +p50 ms +p95 ms +TTFT p50 +(?:token \(llama\.cpp\) +)?tok\/s +n +claims/)
  expect(output).toMatch(/short answer \(synthetic weights\).* 70 +(?:2 [✓?]|1 ✓ +1 \?)/)
  expect(output).toContain('llm-bench-report/report.md')

  const report = project.report()
  expect(validateReport(report)).toEqual([])
  expect(report.complete).toBe(true)
  expect(report.runs).toHaveLength(1)
  const [run] = report.runs
  expect(run).toMatchObject({
    name: 'short answer',
    file: 'short.bench.ts',
    test: 'a short answer',
    attempt: 0,
    state: 'complete',
    provenance: 'synthetic',
    target: { kind: 'model', source: 'synthetic', backend: 'cpu', threads: 1, spec: 'synthetic:micro' },
    load: { kind: 'closed', concurrency: 1, endedBy: 'requests' },
    requests: { attempted: 70, succeeded: 70, failed: 0 },
    warmup: { requests: 2 },
    tokens: { input: 350, output: 560, source: 'estimated' },
  })
  const [latency, ttft] = run?.claims ?? []
  expect(run?.claims.map(({ text, verdict, passed, n }) => [text, verdict, passed, n])).toEqual([
    ['p95 of latency below 60,000 ms', unlessDisturbed(latency, 'pass'), true, 70],
    ['p95 of ttft below 60,000 ms', unlessDisturbed(ttft, 'pass'), true, 70],
  ])
  expect(run?.engineTimings).toMatchObject({ decodeTokens: 70 * 7 })
  const speed = run?.engineSpeed
  expect(speed?.prefillTokensPerSecond).toBeGreaterThan(0)
  expect(speed?.decodeMsPerToken).toBeGreaterThan(0)
  expect(speed?.clientMsPerToken).toBeGreaterThan(speed?.decodeMsPerToken ?? Number.POSITIVE_INFINITY)
  // So small a model takes less time than the way to its thread.
  const overhead = run?.checks.find(({ id }) => id === 'engine-overhead')
  expect(overhead?.status).toBe('warning')
  expect(overhead?.message).toMatch(/took [\d.]+ ms, llama\.cpp's own part of it [\d.]+ ms: [\d.]+ % are/)
  expect(project.read('llm-bench-report/report.md')).toMatch(/\| +llama\.cpp decode \(ms\/token\) \|/)
  expect(run?.memory.peakRssBytes).toBeGreaterThan(run?.memory.weightsBytes ?? Number.POSITIVE_INFINITY)
  expect(project.read('llm-bench-report/report.md')).toContain('synthetic weights')
  // Read with the run's own thread, after its requests.
  expect(run?.roofline).toMatchObject({
    bandwidthGBs: { of: 'cpu', from: 'measured', threads: 1 },
    peakTflops: null,
    decode: { context: 9, batch: 1, weightBytes: 776_192 },
  })
  expect(project.read('llm-bench-report/report.md')).toMatch(/GB\/s \(CPU, measured with 1 thread\)/)
  const { machine } = report.environment
  expect(machine?.probes.length).toBeGreaterThan(0)
  expect(machine?.probes.filter(({ state }) => state === 'cut')).toEqual([])
  if (process.platform === 'linux') expect(machine?.memoryBytes).toBeGreaterThan(1e8)
  // One header, two warm-up requests, seventy measured.
  expect(project.journals().map((lines) => lines.length)).toEqual([73])
  expect(await remainingHosts(project)).toEqual([])
})

test('a failing claim fails the run, and its message says what was observed', async () => {
  await using project = makeProject({
    'slow.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
test('too slow', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  const run = await bench('slow', { requests: 10 }, llama.complete('Why?', { maxTokens: 4 })).run()
  expect(run).toHaveP50Below(0.000001)
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).toBe(1)
  expect(output).toMatch(/expected p50 of latency below 0\.000001 ms, observed [\d.]+ ms \(n = 10/)
  const [run] = project.report().runs
  expect(run?.claims[0]).toMatchObject({ verdict: unlessDisturbed(run?.claims[0], 'fail'), passed: false })
})
