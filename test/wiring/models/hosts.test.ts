import { expect, test } from 'vitest'
import { configFile, hasStories, makeProject, storiesModel } from '../../support/project.ts'
import { hostsOf, remainingHosts, runVitest, startVitest } from '../../support/vitest.ts'

function benchOf(name: string): string {
  return `
import { expect, test } from 'vitest-llm-bench'
test('${name}', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  await bench('${name}', { requests: 5 }, llama.complete('Why?', { maxTokens: 4 })).run()
})
`
}

/** Hosts of a run, counted by their logs. */
function hostLogs(project: ReturnType<typeof makeProject>): number {
  const runs = new Set(project.report().runs.map(({ startupMs, loadTimeMs }) => `${startupMs} ${loadTimeMs}`))
  return runs.size
}

test.for(['isolate: true', 'isolate: false', "pool: 'threads'", "pool: 'forks'", "pool: 'vmThreads'"])(
  'one host serves all bench files of a run (%s)',
  async (options) => {
    await using project = makeProject({
      'vitest.config.ts': configFile('', options),
      'a.bench.ts': benchOf('a'),
      'b.bench.ts': benchOf('b'),
      'c.test.ts': `
import { expect, test } from 'vitest-llm-bench'
test('c', async ({ model, measure }) => {
  const llama = await model('synthetic:micro')
  const run = await measure(llama.complete('Why?', { maxTokens: 4 }), { requests: 5, name: 'c' })
  expect(run.samples).toHaveLength(5)
})
`,
    })
    const { exitCode, output } = await runVitest(project, ['bench', '--run'])
    expect(exitCode, output).toBe(0)
    const { runs } = project.report()
    expect(runs.map(({ name, loadState }) => [name, loadState?.loaded])).toEqual([
      ['a', 'now'],
      ['b', 'earlier'],
    ])
    expect(hostLogs(project)).toBe(1)
    // The same when unit tests and benchmarks run together.
    const both = await runVitest(project, ['--run', 'c.test.ts'])
    expect(both.exitCode, both.output).toBe(0)
    expect(project.report().runs).toMatchObject([{ name: 'c', file: 'c.test.ts', state: 'complete' }])
    expect(await remainingHosts(project)).toEqual([])
  },
)

test('a rerun in watch mode finds the model warm, in the same process', async () => {
  await using project = makeProject({ 'a.bench.ts': benchOf('a') })
  await using vitest = startVitest(project, ['bench', '--watch'])
  await vitest.printed(/Waiting for file changes/)
  const before = hostsOf(project)
  expect(before).toHaveLength(1)
  project.write({ 'a.bench.ts': benchOf('again') })
  await vitest.printed(/again \(synthetic weights\)/)
  expect(hostsOf(project)).toEqual(before)
  expect(project.report().runs).toMatchObject([{ name: 'again', loadState: { loaded: 'earlier' } }])
  // A change of the configuration restarts Vitest's servers, and keeps the model.
  project.write({ 'vitest.config.ts': configFile('power: { watts: 40 }') })
  await vitest.printed(/Restart/i)
  project.write({ 'a.bench.ts': benchOf('third') })
  await vitest.printed(/third \(synthetic weights\)/)
  expect(hostsOf(project)).toEqual(before)
  vitest.signal('SIGINT')
  await vitest.ended
  expect(await remainingHosts(project)).toEqual([])
})

test('an idle model is unloaded', async () => {
  await using project = makeProject({
    'vitest.config.ts': configFile('idleTimeout: 300'),
    'a.bench.ts': benchOf('a'),
  })
  await using vitest = startVitest(project, ['bench', '--watch'])
  await vitest.printed(/Waiting for file changes/)
  expect(await remainingHosts(project)).toEqual([])
})

test('listing tests starts no host', async () => {
  await using project = makeProject({ 'a.test.ts': benchOf('a') })
  const { output } = await runVitest(project, ['list'])
  expect(output).toContain('a.test.ts > a')
  expect(project.exists('llm-bench-report')).toBe(false)
})

test.skipIf(!hasStories)('greedy completion of a trained model is its known text', async () => {
  await using project = makeProject({
    'story.test.ts': `
import { expect, test } from 'vitest-llm-bench'
test('story', async ({ model, measure }) => {
  const stories = await model(${JSON.stringify(storiesModel)})
  const once = stories.complete('Once upon a time', { maxTokens: 64 })
  expect(await once()).toMatch(/^, there was a little girl named Lily\\. She loved to play outside in the park\\. One day, she saw a big, red ball\\. She wanted to play with it, but it was too high\\./)
  const run = await measure(once, { requests: 3 })
  expect(run.samples[0].text).toBe(await once())
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['--run'])
  expect(exitCode, output).toBe(0)
  expect(project.report().runs[0]).toMatchObject({
    provenance: 'measured',
    target: { source: 'file', quantization: 'F32' },
  })
})
