import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { configFile, makeProject, type Project } from '../../support/project.ts'
import { type EndedVitest, runVitest } from '../../support/vitest.ts'
import { xmlProblem } from '../../support/well-formed.ts'

const bench = `import { expect, simulated, test } from 'vitest-llm-bench'
test('t', async ({ bench }) => {
  const run = await bench('r', { requests: 3 }, simulated({ ttft: 1, tpot: 1 }).chat('Hi', { maxTokens: 2 })).run()
  expect(run).toHaveP95Below(60_000, { accept: ['simulated'] })
})
`

const custom = `export default class {
  onInit() { console.log(JSON.stringify({ event: 'init' })) }
  onTestRunEnd(modules) { console.log(JSON.stringify({ event: 'end', files: modules.length })) }
}
`

function project(reporters: string, files: Readonly<Record<string, string>> = {}): Project {
  return makeProject({
    'x.bench.ts': bench,
    'mine.js': custom,
    'vitest.config.ts': configFile('', `reporters: ${reporters}`),
    ...files,
  })
}

function tableIsOnStderr({ output, stdout }: EndedVitest): void {
  expect(stdout).not.toMatch(/TTFT p50|Report: |^llm-bench: /m)
  expect(output).toContain('TTFT p50')
}

function lines(text: string): string[] {
  return text.trim().split('\n')
}

test('what another reporter writes to standard output is whole', async () => {
  await using json = project(`[['json', { stdout: true }]]`)
  const ended = await runVitest(json, ['bench', '--run'])
  expect(ended.exitCode, ended.output).toBe(0)
  expect(JSON.parse(ended.stdout)).toMatchObject({ numPassedTests: 1 })
  tableIsOnStderr(ended)

  await using junit = project(`[['junit', { stdout: true }]]`)
  const xml = await runVitest(junit, ['bench', '--run'])
  expect(xmlProblem(xml.stdout.trim().replace(/^<\?xml[^>]*>\s*/, ''))).toBeNull()
  tableIsOnStderr(xml)

  for (const name of ['tap', 'tap-flat']) {
    const tap = await runVitest(junit, ['bench', '--run', `--reporter=${name}`])
    expect(lines(tap.stdout)[0], name).toBe('TAP version 13')
    expect(
      lines(tap.stdout).filter(
        (line) => !/^(?:TAP version|1\.\.\d|\s*(?:(?:not )?ok |1\.\.|\}|---|\.\.\.|#))/.test(line),
      ),
      name,
    ).toEqual([])
    tableIsOnStderr(tap)
  }
})

test('beside reporters for people the table is on standard output, elsewhere it is not', async () => {
  await using people = project(`['default', ['json', { stdout: true, outputFile: 'out.json' }]]`)
  const ended = await runVitest(people, ['bench', '--run'])
  expect(ended.stdout).toContain('TTFT p50')
  expect(JSON.parse(people.read('out.json'))).toMatchObject({ numPassedTests: 1 })

  await using both = project(`['default', ['json', { stdout: true }]]`)
  const mixed = await runVitest(both, ['bench', '--run'])
  tableIsOnStderr(mixed)
  const objects = lines(mixed.stdout).filter((line) => line.startsWith('{"'))
  expect(objects.map((line): unknown => JSON.parse(line))).toMatchObject([{ numPassedTests: 1 }])

  await using own = project(`['./mine.js']`)
  const ndjson = await runVitest(own, ['bench', '--run'])
  expect(lines(ndjson.stdout).map((line): unknown => JSON.parse(line))).toEqual([
    { event: 'init' },
    { event: 'end', files: 1 },
  ])
  tableIsOnStderr(ndjson)
})

test('nor do our errors, notes and saved baselines break it', async () => {
  await using json = project('', {
    'vitest.config.ts': configFile(
      `outputDir: 'afile/report', baseline: 'main'`,
      `reporters: [['json', { stdout: true }]]`,
    ),
    afile: '',
  })
  const ended = await runVitest(json, ['bench', '--run', '--mode', 'unheard-of'])
  expect(ended.exitCode).toBe(1)
  expect(JSON.parse(ended.stdout)).toMatchObject({ numPassedTests: 1 })
  tableIsOnStderr(ended)
  expect(ended.output).toContain('The report cannot be written to')
  expect(ended.output).toContain('Baseline "main": ')
  expect(ended.output).toContain('unheard-of')
})

test('lists are whole, and measure nothing', async () => {
  await using listed = project(`['default'], benchmark: { enabled: true }`, {
    'plain.test.ts': `import { test } from 'vitest'\ntest('p', () => {})`,
  })
  for (const args of [
    ['list', '--json'],
    ['list', '--json', '--filesOnly'],
    ['list', '--json', '--no-static-parse'],
  ]) {
    const { stdout, output } = await runVitest(listed, args)
    expect(JSON.parse(stdout), output).toBeInstanceOf(Array)
  }
  expect(listed.exists('llm-bench-report')).toBe(false)
})

const api = `import { Writable } from 'node:stream'
import { startVitest } from 'vitest/node'
const texts = { out: '', err: '' }
const sink = (name) => new Writable({ write(chunk, _encoding, done) { texts[name] += chunk; done() } })
const options = { watch: false, benchmark: { enabled: true }, benchmarkOnly: true }
const vitest = await startVitest([], options, {}, { stdout: sink('out'), stderr: sink('err') })
await vitest.close()
process.stdout.write(JSON.stringify(texts))
process.exit()
`

test('streams that a program gives Vitest get what is ours too', async () => {
  await using given = project(`['default']`)
  writeFileSync(join(given.folder, 'api.mjs'), api)
  const env = { NO_COLOR: '1', VITEST: undefined, VITEST_MODE: undefined, CI: undefined }
  const { stdout } = await execa(process.execPath, ['api.mjs'], { cwd: given.folder, env })
  const texts = JSON.parse(stdout) as { out: string; err: string }
  expect(texts.out).toContain('TTFT p50')
  expect(texts.out).toContain('Report: ')
})
