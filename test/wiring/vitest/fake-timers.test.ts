import { expect, test } from 'vitest'
import { configFile, makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

const server = `
  const mock = await spawnMockServer({ ttft: 20, interToken: 5, tokens: 6 })
  onTestFinished(async () => await mock.close())
`
const mockImport = `import { spawnMockServer } from 'vitest-llm-bench/mock-server'\n`

test.for(['--pool=forks', '--pool=threads', '--isolate=false'])(
  'times are real under fake timers, of a function, an endpoint and a model given as an object: %s',
  async (arg) => {
    await using project = makeProject({
      'function.bench.ts': `import { expect, test, vi } from 'vitest'
vi.useFakeTimers()
test('function', async ({ bench }) => {
  let sum = 0
  const run = await bench('fn', () => { for (let i = 0; i < 1000; i++) sum += Math.sqrt(i) }).run({ time: 50 })
  expect(run.latency.mean).toBeGreaterThan(0)
  expect(run.latency.samplesCount).toBeLessThan(1e6)
})
`,
      'object.bench.ts': `import { vi } from 'vitest'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { expect, test } from 'vitest-llm-bench'
${mockImport}test('faked', async ({ bench, languageModel, endpoint, onTestFinished }) => {
  ${server}
  const object = createOpenAICompatible({ name: 'mock', baseURL: mock.url })('mock-model')
  vi.useFakeTimers({ now: 0, toFake: ['hrtime', 'performance', 'setTimeout', 'setImmediate', 'setInterval', 'Date'] })
  const run = await bench('object', { requests: 10 }, languageModel(object).chat('Why?', { maxTokens: 6 })).run()
  const served = await bench('endpoint', { requests: 10 }, endpoint(mock.url).chat('Why?', { maxTokens: 6 })).run()
  vi.useRealTimers()
  expect(run.metrics.latency.p50).toBeGreaterThan(40)
  expect(served.metrics.ttft.p50).toBeGreaterThan(15)
})
`,
      'early.bench.ts': `import { vi } from 'vitest'
vi.useFakeTimers()
const { expect, test } = await import('vitest-llm-bench')
test('faked before the import', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  const run = await bench('early', { requests: 6 }, llama.complete('Why?', { maxTokens: 2 })).run()
  expect(run.metrics.latency.p50).toBeGreaterThan(0)
})
`,
    })
    const { exitCode, output } = await runVitest(project, ['bench', '--run', arg])
    expect(exitCode, output).toBe(0)
    const { runs } = project.report()
    expect(runs.map(({ name }) => name).toSorted()).toEqual(['early', 'endpoint', 'object'])
    for (const { startedAt } of runs) expect(Date.parse(startedAt)).toBeGreaterThan(Date.UTC(2024))
  },
)

test('a clock that stands still is an error, not 0 ms', async () => {
  await using project = makeProject({
    'stopped.ts': `const time = process.hrtime()\nprocess.hrtime = Object.assign(() => time, { bigint: () => 1n })\n`,
    'a.bench.ts': `import './stopped.ts'
import { expect, test } from 'vitest-llm-bench'
test('stopped', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  const run = await bench('stopped', { requests: 6 }, llama.complete('Why?', { maxTokens: 2 })).run()
  expect(run).toHaveP50Below(5)
})
`,
    // In a list ours, which brings the clock, comes last.
    'vitest.config.ts': configFile('', `setupFiles: ['./stopped.ts'], sequence: { setupFiles: 'list' }`),
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(1)
  expect(output).toContain('the clock stands still, process.hrtime() gives the same time before and after requests')
})
