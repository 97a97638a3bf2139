import { cpSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { configFile, makeProject, type Project } from '../../support/project.ts'
import { runVitest, startVitest } from '../../support/vitest.ts'

const head = `import { expect, simulated, test } from 'vitest-llm-bench'\n`
const run = `bench('r', { requests: 3 }, simulated({ ttft: 1, tpot: 1 }).chat('Hi', { maxTokens: 2 })).run()`
const measuring = `${head}test('measures', async ({ bench }) => { await ${run} })\n`
const failing = `${head}test('fails', async ({ bench }) => { expect(1).toBe(2); await ${run} })\n`

let first: Project

beforeAll(async () => {
  first = makeProject({ 'x.bench.ts': measuring })
  const { exitCode, output } = await runVitest(first, ['bench', '--run', 'x.bench'])
  expect(exitCode, output).toBe(0)
  expect(first.exists('llm-bench-report/report.md')).toBe(true)
})
afterAll(async () => await first[Symbol.asyncDispose]())

/** A project with the report of an execution that measured. */
function measured(files: Readonly<Record<string, string>> = {}): Project {
  const project = makeProject({ 'x.bench.ts': measuring, ...files })
  cpSync(join(first.folder, 'llm-bench-report'), join(project.folder, 'llm-bench-report'), { recursive: true })
  return project
}

function aside(project: Project): string[] {
  const folder = join(project.folder, 'llm-bench-report/earlier')
  return existsSync(folder) ? readdirSync(folder) : []
}

const nothing: [what: string, files: Record<string, string>, args: string[]][] = [
  ['every test failed before', { 'x.bench.ts': failing }, []],
  ['a file cannot be imported', { 'x.bench.ts': `import './missing.ts'` }, []],
  ['every test was filtered away', {}, ['-t', 'no such test']],
  ['no file was found', {}, ['no-such-file']],
  ['the bench was not reached', { 'x.bench.ts': `${head}test('x', async ({ bench }) => { if (0) await ${run} })` }, []],
  ['every test is skipped', { 'x.bench.ts': measuring.replace('test(', 'test.skip(') }, []],
  [
    'a hook failed',
    { 'x.bench.ts': `${head}test.beforeAll(() => { throw new Error('hook') })\n${measuring.slice(head.length)}` },
    [],
  ],
]

test.for(nothing)('an earlier report is set aside where %s', async ([, files, args]) => {
  await using project = measured()
  const { startedAt } = project.report()
  project.write(files)
  const { output } = await runVitest(project, ['bench', '--run', ...args])
  expect(project.exists('llm-bench-report/report.json'), output).toBe(false)
  expect(project.exists('llm-bench-report/report.md')).toBe(false)
  const [name] = aside(project)
  expect(name).toBe(startedAt.replaceAll(/[:.]/g, '-'))
  expect(project.read(`llm-bench-report/earlier/${name}/report.json`)).toContain(startedAt)
  expect(output).toContain(
    `llm-bench: Nothing was measured: the earlier report was set aside, it is ${project.folder}/llm-bench-report/earlier/${name}/report.md`,
  )
})

test('a plain test that fails before it measures leaves no earlier report either', async () => {
  await using project = measured({
    'm.test.ts': `${head}test('m', async ({ measure }) => {
  expect(1).toBe(2); await measure(simulated({ ttft: 1, tpot: 1 }).chat('Hi')) })`,
  })
  const { output } = await runVitest(project, ['--run', 'm.test'])
  expect(output).toContain('Nothing was measured')
  expect(aside(project)).toHaveLength(1)
})

test('an execution that was not to measure disturbs nothing', async () => {
  await using project = measured({
    'plain.test.ts': `import { expect, test } from 'vitest'\ntest('p', () => { expect(1).toBe(1) })`,
    'both.config.ts': configFile('', 'benchmark: { enabled: true }'),
    'red.test.ts': `import { expect, test } from 'vitest'\ntest('r', () => { expect(1).toBe(2) })`,
  })
  const before = project.read('llm-bench-report/report.json')
  for (const args of [
    ['--run'],
    ['--run', 'plain'],
    ['--run', '--config=both.config.ts', 'plain'],
    ['--run', '--config=both.config.ts', '-t', 'no such test'],
    ['--run', 'no-such-file'],
    ['list', '--json'],
  ]) {
    const { output } = await runVitest(project, args)
    expect(project.read('llm-bench-report/report.json'), args.join(' ')).toBe(before)
    expect(output).not.toContain('Nothing was measured')
  }
  expect(aside(project)).toEqual([])
})

test('a shard without a file, and a merge, leave the report of another one', async () => {
  await using project = measured()
  await runVitest(project, ['bench', '--run', '--shard=1/2', '--passWithNoTests', '--reporter=blob'])
  const before = project.read('llm-bench-report/report.json')
  const { output } = await runVitest(project, ['bench', '--run', '--shard=2/2', '--passWithNoTests', '--reporter=blob'])
  expect(project.read('llm-bench-report/report.json'), output).toBe(before)
  await runVitest(project, ['bench', '--run', '--merge-reports'])
  expect(project.report().runs).toHaveLength(1)
  expect(aside(project)).toEqual([])
})

test('a rerun of a watching Vitest leaves the report, and says of when it is', async () => {
  await using project = measured()
  await using watching = startVitest(project, ['bench', '--watch'])
  await watching.printed(/Waiting for file changes/)
  const { startedAt } = project.report()
  project.write({ 'x.bench.ts': failing })
  await watching.printed(/Nothing was measured/)
  expect(watching.output()).toContain(`report.md is of the execution that began at ${startedAt}`)
  expect(project.report().startedAt).toBe(startedAt)
})
