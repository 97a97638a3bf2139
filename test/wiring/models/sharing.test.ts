import { expect, test } from 'vitest'
import { configFile, makeProject } from '../../support/project.ts'
import { remainingHosts, runVitest } from '../../support/vitest.ts'

const measureLong = (name: string, spec: string, options: string): string => `
import { expect, test } from 'vitest-llm-bench'
test('${name}', async ({ model, measure }) => {
  const llama = await model('${spec}')
  const run = await measure(llama.complete('Why?', { maxTokens: 16 }), { ${options}, name: '${name}' })
  console.log('window ${name} ' + run.samples[0].sent + ' ' + run.samples.at(-1).end)
})
`

test('parallel files take turns: no measurement runs beside another, on one model or on two', async () => {
  await using project = makeProject({
    'a.test.ts': measureLong('a', 'synthetic:micro', 'requests: 400'),
    'b.test.ts': measureLong('b', 'synthetic:micro', 'requests: 400'),
    'c.test.ts': measureLong('c', 'synthetic:micro@Q8_0', 'requests: 400'),
  })
  const { exitCode, output } = await runVitest(project, ['--run'])
  expect(exitCode, output).toBe(0)
  const windows = [...output.matchAll(/window (\w) ([\d.]+) ([\d.]+)/g)]
    .map((match) => ({ from: Number(match[2]), to: Number(match[3]) }))
    .toSorted((one, other) => one.from - other.from)
  expect(windows).toHaveLength(3)
  for (const [index, { from }] of windows.entries()) {
    if (index > 0) expect(from).toBeGreaterThanOrEqual(windows[index - 1]?.to ?? 0)
  }
})

test('a test that times out while it waits leaves the one that measures alone', async () => {
  await using project = makeProject({
    'a.test.ts': measureLong('a', 'synthetic:micro', 'duration: 6000'),
    'b.test.ts': `
import { expect, test } from 'vitest-llm-bench'
test('waits', { timeout: 1200 }, async ({ model, measure }) => {
  const llama = await model('synthetic:micro')
  await new Promise((resolve) => setTimeout(resolve, 700))
  await measure(llama.complete('Why?', { maxTokens: 16 }), { requests: 100_000, name: 'waits' })
})
test('lives on', async () => {
  await new Promise((resolve) => setTimeout(resolve, 4000))
})
`,
  })
  const { output } = await runVitest(project, ['--run'])
  expect(output).toContain('Test timed out in 1200ms')
  expect(output).not.toContain('SIGKILL')
  const a = project.report().runs.find(({ name }) => name === 'a')
  expect(a).toMatchObject({ state: 'complete', requests: { failed: 0 }, load: { endedBy: 'duration' } })
  expect(await remainingHosts(project)).toEqual([])
})

test('a comparison of more context sizes than are kept open measures every arm', async () => {
  await using project = makeProject({
    'sizes.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
test('sizes', async ({ bench, model }) => {
  const llama = await model('synthetic:smollm2-135m')
  const options = { requests: 1, warmup: 0 }
  const arm = (tokens) => bench(tokens + ' in', options, llama.complete({ tokens }, { maxTokens: 1 }))
  const result = await bench.compare(arm(8), arm(512), arm(1024), arm(2048))
  expect(result.get('2048 in').samples).toHaveLength(1)
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  expect(project.report().runs.map(({ target }) => target.contextSize)).toEqual([512, 1024, 2048, 4096])
})

test('a model loaded for one run was loaded earlier for the next of the same test', async () => {
  await using project = makeProject({
    'two.bench.ts': `
import { test } from 'vitest-llm-bench'
test('two', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  await bench('first', { requests: 3 }, llama.complete('Why?', { maxTokens: 2 })).run()
  await bench('second', { requests: 3 }, llama.complete('Why?', { maxTokens: 2 })).run()
})
`,
  })
  await runVitest(project, ['bench', '--run'])
  expect(project.report().runs.map(({ loadState }) => loadState?.loaded)).toEqual(['now', 'earlier'])
})

test('a run whose worker died is in the merged report, which is not complete', async () => {
  await using project = makeProject({
    'vitest.config.ts': configFile('', `pool: 'forks'`),
    'good.bench.ts': `
import { test } from 'vitest-llm-bench'
test('good', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  await bench('good', { requests: 3 }, llama.complete('Why?', { maxTokens: 2 })).run()
})
`,
    'dies.bench.ts': `
import { test } from 'vitest-llm-bench'
test('dies', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 1500)
  await bench('dies', { requests: 1_000_000 }, llama.complete('Why?', { maxTokens: 8 })).run()
})
`,
  })
  await runVitest(project, ['bench', '--run', '--reporter=blob'])
  const shard = project.report()
  expect(shard.complete).toBe(false)
  expect(shard.runs.find(({ name }) => name === 'dies')?.requests.succeeded).toBeGreaterThan(10)
  await runVitest(project, ['bench', '--run', '--merge-reports'])
  const merged = project.report()
  expect(merged.complete).toBe(false)
  expect(merged.runs.map(({ name, state }) => `${name} ${state}`).toSorted()).toEqual(['dies partial', 'good complete'])
  expect(merged.notes[0]).toContain('Merged from other reports')
})

test('a registry name means what the configuration says now', async () => {
  await using project = makeProject({
    'vitest.config.ts': configFile(`models: { small: 'synthetic:micro@Q8_0' }`),
    'named.bench.ts': `
import { test } from 'vitest-llm-bench'
test('named', async ({ bench, model }) => {
  const llama = await model('small')
  await bench('named', { requests: 3 }, llama.complete('Why?', { maxTokens: 2 })).run()
})
`,
  })
  await runVitest(project, ['bench', '--run'])
  expect(project.report().runs[0]?.target).toMatchObject({ spec: 'small', quantization: 'Q8_0' })
})
