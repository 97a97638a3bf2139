import { expect, test } from 'vitest'
import { configFile, makeProject, pluginOptions, type Project } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'
import type { Report } from '../../../src/record/report.ts'

function bench(requests = ''): string {
  return `
import { expect, profile, test } from 'vitest-llm-bench'
test('same test', async ({ bench, model }) => {
  const llama = await model('small')
  const run = await bench('same run', ${requests} llama.complete({ jsonl: 'prompts.jsonl' }, { maxTokens: 2 })).run()
  expect(run).toHaveP50Below(60_000)
  console.log('profile', profile, run.record.project)
})
`
}

function own(options: string): string {
  return `
import { defineProject } from 'vitest/config'
import { llmBench } from 'vitest-llm-bench/plugin'
export default defineProject({ plugins: [llmBench({ ${pluginOptions}, models: { small: 'synthetic:micro' }, ${options} })] })
`
}

const prompts = '{"prompt":"Why?"}\n'

function reportOf(project: Project, folder: string): Report {
  return JSON.parse(project.read(`${folder}/report.json`)) as Report
}

test('settings of packages hold for their own runs: report, journal, baseline, profile, paths', async () => {
  await using project = makeProject({
    'vitest.config.ts': `export default { test: { projects: ['packages/*'] } }\n`,
    'packages/a/package.json': '{ "name": "a", "type": "module" }',
    'packages/a/vitest.config.ts': own(`outputDir: 'out-a', run: { requests: 5 }, power: { watts: 10 }`),
    'packages/a/x.bench.ts': bench(),
    'packages/a/prompts.jsonl': prompts,
    'packages/b/package.json': '{ "name": "b", "type": "module" }',
    'packages/b/vitest.config.ts': own(
      `outputDir: 'out-b', baseline: 'b-base', power: { watts: 99 }, profiles: { nightly: { requests: 7 } }`,
    ),
    'packages/b/x.bench.ts': bench(),
    'packages/b/prompts.jsonl': prompts,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run', '--mode', 'nightly'])
  expect(exitCode, output).toBe(0)
  expect(output).toContain('profile nightly b')
  expect(output).toContain('--mode nightly names no profile')
  expect(output).toMatch(/Baseline "b-base": 1 run saved/)
  const [a, b] = [reportOf(project, 'packages/a/out-a'), reportOf(project, 'packages/b/out-b')]
  for (const [{ runs }, name, requests, watts] of [
    [a, 'a', 5, 10],
    [b, 'b', 7, 99],
  ] as const) {
    expect(runs).toHaveLength(1)
    expect(runs[0]).toMatchObject({ project: name, file: `packages/${name}/x.bench.ts`, title: 'same run' })
    expect(runs[0]?.requests.attempted).toBe(requests)
    expect(JSON.stringify(runs[0]?.cost)).toContain(`${watts}`)
    expect(project.exists(`packages/${name}/out-${name}/journal`)).toBe(true)
  }
  expect(project.exists('llm-bench-report/report.json')).toBe(false)

  // Without a folder of its own neither has: one report, in which the rows say whose they are.
  project.write({
    'packages/a/vitest.config.ts': own(`run: { requests: 5 }`),
    'packages/b/vitest.config.ts': own(`profiles: { nightly: { requests: 7 } }`),
  })
  const shared = await runVitest(project, ['bench', '--run', '--mode', 'nightly'])
  expect(shared.exitCode, shared.output).toBe(0)
  const { runs, notes } = project.report()
  expect(runs.map(({ title }) => title)).toEqual(['a › same run', 'b › same run'])
  expect(shared.output).toMatch(/^a › same run /m)
  expect(notes.filter((note) => note.includes('profile'))).toHaveLength(1)
})

test('the plugin of a project goes before that of the root, and a relative folder is of its configuration', async () => {
  await using project = makeProject({
    'vitest.config.ts': configFile(
      `run: { requests: 4 }, outputDir: 'root-report', models: { small: 'synthetic:micro' }`,
      `projects: [
        { extends: true, test: { name: 'plain', root: 'a', benchmark: { include: ['*.bench.ts'] } } },
        {
          extends: true, test: { name: 'own', root: 'b', benchmark: { include: ['*.bench.ts'] } },
          plugins: [llmBench({ ${pluginOptions}, models: { small: 'synthetic:micro' }, run: { requests: 6 }, outputDir: 'own-report' })],
        },
      ]`,
    ),
    'prompts.jsonl': prompts,
    'a/x.bench.ts': bench(),
    'b/x.bench.ts': bench(),
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  const found = (folder: string): unknown =>
    reportOf(project, folder).runs.map(({ project: name, file, requests }) => [name, file, requests.attempted])
  expect(found('root-report')).toEqual([['plain', 'a/x.bench.ts', 4]])
  expect(found('own-report')).toEqual([['own', 'b/x.bench.ts', 6]])
})
