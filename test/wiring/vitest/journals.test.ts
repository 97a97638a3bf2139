import { appendFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, test, vi } from 'vitest'
import { spawnMockServer } from '../../../src/mock-server/index.ts'
import type { Report } from '../../../src/record/report.ts'
import { configFile, makeProject, type Project } from '../../support/project.ts'
import { validateReport } from '../../support/schema.ts'
import { runVitest, startVitest } from '../../support/vitest.ts'

function bench(name: string, requests: number, more = ''): string {
  return `
test('${name}', async ({ bench }) => {
  const run = await bench('${name}', { requests: ${requests}, warmup: 1, budget: 600_000 }, simulated({ ttft: 5, tpot: 1 }).chat('a', { maxTokens: 2 })).run()
  ${more}
})
`
}

const imports = "import { expect, simulated, test } from 'vitest-llm-bench'\n"

/** The folder with the project's journals, once some requests are in it. */
async function journalFolder(project: Project, requests = 20): Promise<string> {
  await vi.waitFor(() => expect(project.journals().at(-1)?.length).toBeGreaterThan(requests), { timeout: 60_000 })
  const parent = join(project.folder, 'llm-bench-report/journal')
  return join(parent, readdirSync(parent).at(-1) ?? '')
}

async function llmBench(project: Project, ...given: readonly string[]) {
  const main = join(project.folder, 'node_modules/vitest-llm-bench/dist/src/cli/main.js')
  return await execa(process.execPath, [main, ...given], { cwd: project.folder, reject: false, env: { NO_COLOR: '1' } })
}

test('what is damaged in the folder of the journals costs itself, and is in the notes', async () => {
  await using project = makeProject({ 'a.bench.ts': imports + bench('sound', 100) })
  await using vitest = startVitest(project, ['bench', '--run'])
  const folder = await journalFolder(project, 5)
  writeFileSync(join(folder, 'x.jsonl'), '{"id":"q"}\nnull\n')
  writeFileSync(join(folder, 'y.jsonl'), '{"index":0,"phase":"measured"}\n')
  mkdirSync(join(folder, 'z.jsonl'))
  const { exitCode, output } = await vitest.ended
  expect(exitCode, output).toBe(0)
  const { runs, notes, complete } = project.report()
  expect(runs).toMatchObject([{ name: 'sound', state: 'complete', requests: { attempted: 100 } }])
  expect(complete).toBe(true)
  expect(notes.filter((note) => note.startsWith('The journal'))).toEqual([
    'The journal x.jsonl does not begin with the header of a run: its requests are not in this report.',
    'The journal y.jsonl does not begin with the header of a run: its requests are not in this report.',
    'The journal z.jsonl cannot be read (EISDIR): its requests are not in this report.',
  ])
})

test('a run whose requests are many is read from its journal where they are asked for', async () => {
  await using project = makeProject({
    'a.bench.ts':
      imports +
      `
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
test('many', async ({ bench }) => {
  const run = await bench('many', { requests: 2500, warmup: 1 }, simulated({ ttft: 0.2, tpot: 0.1 }).chat('a', { maxTokens: 2 })).run()
  const { samples } = run
  expect(samples).toHaveLength(2500)
  expect(samples.every(({ text, chunkTimes }) => text !== '' && chunkTimes.length === 2)).toBe(true)
  expect(samples.map(({ index }) => index)).toEqual(samples.map((_, place) => place + 1))
  expect(run.metrics.interChunk.n).toBe(2500)
  // Who comes back for them soon does not have them read again.
  const held = new WeakRef(run.samples)
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc')
  for (let i = 0; i < 3; i++) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    collect()
  }
  expect(held.deref()).toBeDefined()
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
})

describe.skipIf(process.platform === 'win32')('an execution that is ended from outside', () => {
  test('by SIGKILL has a report of its journals', async () => {
    await using project = makeProject({
      'a.bench.ts': imports + bench('first', 10) + bench('long', 1_000_000),
    })
    await using vitest = startVitest(project, ['bench', '--run'])
    await vi.waitFor(() => expect(project.journals()).toHaveLength(2), { timeout: 60_000 })
    const folder = await journalFolder(project)
    vitest.signal('SIGKILL')
    await vitest.ended
    expect(project.exists('llm-bench-report/report.json')).toBe(false)
    // The last line may have been cut short.
    const cut = readdirSync(folder).find((name) => name.includes('-long-')) ?? ''
    appendFileSync(join(folder, cut), '{"state":"comple')
    const { exitCode, stdout, stderr } = await llmBench(project, 'report', folder)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toContain(`Report: ${join(project.folder, 'llm-bench-report/report.md')}`)
    const { runs, complete, notes } = project.report()
    expect(complete).toBe(false)
    expect(runs.map(({ name, state }) => [name, state])).toEqual([
      ['first', 'complete'],
      ['long', 'partial'],
    ])
    expect(runs[1]?.requests.succeeded).toBeGreaterThanOrEqual(20)
    expect(notes.filter((note) => note.includes('cannot be read'))).toEqual([])
    expect(readdirSync(join(project.folder, 'llm-bench-report/charts'))).not.toEqual([])
  })

  test('by SIGKILL in a run that samples until its claim is decided has its retries and projects apart', async () => {
    await using server = await spawnMockServer({ ttft: 5, interToken: 1, tokens: 4 })
    const api = `endpoint(${JSON.stringify(server.url)}).chat('Why?', { maxTokens: 4 })`
    const project = (name: string): string =>
      `{ extends: true, test: { name: '${name}', benchmark: { include: ['${name}.bench.ts'] } } }`
    await using killed = makeProject({
      'vitest.config.ts': configFile('', `projects: [${project('one')}, ${project('two')}]`),
      'one.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
test('again', { retry: 1 }, async ({ bench, endpoint }) => {
  expect(await bench('again', { requests: 8, warmup: 1 }, ${api}).run()).toHaveP95Below(0.01)
})
`,
      'two.bench.ts': `
import { concurrent, decided, test } from 'vitest-llm-bench'
test('adaptive', async ({ bench, endpoint }) => {
  const plan = { requests: 1_000_000, budget: 600_000, warmup: 2, load: concurrent(2) }
  await bench('short', { requests: 6, warmup: 1 }, ${api}).run()
  await bench('adaptive', { ...plan, until: decided({ 'latency.p99.999': 60_000 }) }, ${api}).run()
})
`,
    })
    await using vitest = startVitest(killed, ['bench', '--run'])
    await vi.waitFor(() => expect(killed.journals()).toHaveLength(4), { timeout: 60_000 })
    const folder = await journalFolder(killed, 60)
    vitest.signal('SIGKILL')
    await vitest.ended
    const { exitCode, stdout, stderr } = await llmBench(killed, 'report', folder, '--output', 'made')
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(killed.exists('llm-bench-report/report.json')).toBe(false)
    const { runs } = JSON.parse(killed.read('made/report.json')) as Report
    expect(
      runs.map(({ project: name, test: title, attempt, replaced, state }) => [name, title, attempt, replaced, state]),
    ).toEqual([
      ['one', 'again', 0, true, 'complete'],
      ['one', 'again', 1, false, 'complete'],
      ['two', 'adaptive', 0, false, 'complete'],
      ['two', 'adaptive', 0, false, 'partial'],
    ])
    expect(runs[0]?.server?.requests).toBe(8)
    expect(stdout).toContain('two › adaptive (partial)')
    expect(validateReport(JSON.parse(killed.read('made/report.json')))).toEqual([])
    expect(killed.read('made/report.md')).not.toMatch(/NaN|undefined [^w]|\[object/)
  })

  test('by SIGHUP, as a terminal that is closed sends it, reports what it has', async () => {
    await using project = makeProject({ 'a.bench.ts': imports + bench('long', 1_000_000) })
    await using vitest = startVitest(project, ['bench', '--run'])
    await journalFolder(project)
    vitest.signal('SIGHUP')
    const { exitCode, output } = await vitest.ended
    expect(exitCode, output).toBe(129)
    expect(project.report()).toMatchObject({ complete: false, runs: [{ name: 'long', state: 'partial' }] })
  })
})
