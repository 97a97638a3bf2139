import { expect, test } from 'vitest'
import { configFile, makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

const bench = `
import { expect, test } from 'vitest-llm-bench'
test('counted', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  const run = await bench('counted', { requests: 6 }, llama.complete('Why?', { maxTokens: 2 })).run()
  expect(run.samples).toHaveLength(6)
})
`

test('projects that extend the root have the plugin too, and share one host', async () => {
  await using project = makeProject({
    'vitest.config.ts': configFile(
      '',
      `projects: [
        { extends: true, test: { name: 'one', benchmark: { include: ['one/*.bench.ts'] } } },
        { extends: true, test: { name: 'two', benchmark: { include: ['two/*.bench.ts'] } } },
      ]`,
    ),
    'one/one.bench.ts': bench,
    'two/two.bench.ts': bench,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  const { runs } = project.report()
  expect(runs.map(({ project: name, file, loadState }) => [name, file, loadState?.loaded])).toEqual([
    ['one', 'one/one.bench.ts', 'now'],
    ['two', 'two/two.bench.ts', 'earlier'],
  ])
  // Each was made in the one launch of the model's process, with the settings it was loaded with.
  for (const { launches, startupMs, loadTimeMs, target } of runs) {
    expect(launches).toMatchObject([{ startedAt: expect.any(String) as string, startupMs, loadTimeMs, requests: 6 }])
    expect(target).toMatchObject({ timedIn: 'host', configuration: { gpuLayers: 'max', flashAttention: 'auto' } })
  }
})

test('a mode that names no profile is said, with those there are', async () => {
  await using project = makeProject({ 'a.bench.ts': bench })
  const { exitCode, output } = await runVitest(project, ['bench', '--run', '--mode', 'quik'])
  expect(exitCode, output).toBe(0)
  expect(output).toContain(
    'llm-bench: --mode quik names no profile, so the defaults were used; profiles are baseline, full, quick, simulate',
  )
  expect(project.report().notes[0]).toContain('--mode quik')
})
