import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { afterAll, expect, test } from 'vitest'
import type { Report } from '../../../src/record/report.ts'
import { spawnMockServer } from '../../../src/mock-server/index.ts'

const main = fileURLToPath(new URL('../../../dist/src/cli/main.js', import.meta.url))
const parent = mkdtempSync(join(tmpdir(), 'llm-bench-run-test-'))
afterAll(() => rmSync(parent, { recursive: true, force: true }))

/** A folder with nothing in it. */
function emptyFolder(name: string): string {
  const folder = join(parent, name)
  mkdirSync(folder)
  return folder
}

interface Ended {
  readonly exitCode: number | undefined
  readonly stderr: string
  readonly stdout: string
}

async function run(
  cwd: string,
  words: readonly string[],
  interruptedAt: RegExp | null = null,
  program: string = main,
): Promise<Ended> {
  const subprocess = execa(process.execPath, [program, 'run', ...words], {
    cwd,
    reject: false,
    env: {
      VITEST: undefined,
      NODE_ENV: undefined,
      MODE: undefined,
      LLM_BENCH_LOCKS: 'off',
      NO_COLOR: '1',
      LLM_BENCH_URL: '',
    },
  })
  let [told, interruptAt] = ['', interruptedAt]
  subprocess.stderr.on('data', (chunk: Buffer) => {
    told += String(chunk)
    if (interruptAt?.test(told) !== true) return
    interruptAt = null
    subprocess.kill('SIGINT')
  })
  const { exitCode, stderr, stdout } = await subprocess
  return { exitCode, stderr, stdout }
}

function reportIn(folder: string): Report {
  return JSON.parse(readFileSync(join(folder, 'llm-bench-report/report.json'), 'utf8')) as Report
}

test('an endpoint in a folder without anything: claims, levels, a report and nothing else', async () => {
  const folder = emptyFolder('endpoint')
  const mock = await spawnMockServer({ ttft: 2, interToken: 1, tokens: 4 })
  const words = [
    mock.url,
    '--concurrent-levels',
    '1',
    '2',
    '--concurrency',
    '1',
    '--requests',
    '10',
    '--max-tokens',
    '4',
  ]
  const { exitCode, stderr, stdout } = await run(folder, [...words, '--p50-below', '0.001', '--p99-below', '60000'])
  await mock.close()
  expect(stderr).toContain('llm-bench run: expected p50 of latency below 0.001 ms, observed')
  expect({ exitCode, files: readdirSync(folder) }).toEqual({ exitCode: 1, files: ['llm-bench-report'] })
  expect(stdout).toContain(`Report: ${join(folder, 'llm-bench-report/report.md')}`)
  const host = new URL(mock.url).host
  const { runs } = reportIn(folder)
  expect(runs.map(({ file, name }) => [file, name])).toEqual([
    ['llm-bench run', `${host}, 1 client`],
    ['llm-bench run', `${host}: 1 client`],
    ['llm-bench run', `${host}: 2 clients`],
  ])
  expect(runs.map(({ claims }) => claims.map(({ text, passed }) => [text, passed]))).toEqual(
    Array.from({ length: 3 }, () => [
      ['p50 of latency below 0.001 ms', false],
      ['p99 of latency below 60,000 ms', true],
    ]),
  )
})

test('--json prints the report and nothing else; --out names its folder, from --root', async () => {
  const folder = emptyFolder('json')
  const words = ['simulated', '--requests', '4', '--max-tokens', '1', '--json', '--out', 'here', '--p95-below', '9999']
  const { exitCode, stdout } = await run(parent, [...words, '--accept', 'simulated', '--root', 'json'])
  expect({ exitCode, files: readdirSync(folder) }).toEqual({ exitCode: 0, files: ['here'] })
  expect(JSON.parse(stdout)).toMatchObject({ runs: [{ provenance: 'simulated', requests: { succeeded: 4 } }] })
})

test('installed where a path has characters of a pattern, it measures as anywhere', async () => {
  const folder = emptyFolder('a@b+c (!)')
  const root = fileURLToPath(new URL('../../../', import.meta.url))
  for (const part of ['dist', 'package.json']) cpSync(join(root, part), join(folder, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  const words = ['simulated', '--requests', '4', '--max-tokens', '1', '--json']
  const { exitCode, stdout, stderr } = await run(folder, words, null, join(folder, 'dist/src/cli/main.js'))
  expect(exitCode, stderr).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ runs: [{ file: 'llm-bench run', requests: { succeeded: 4 } }] })
})

test('a report that cannot be written exits 2, and an earlier one is not printed for it', async () => {
  const folder = emptyFolder('unwritable')
  const out = join(folder, 'llm-bench-report')
  mkdirSync(out)
  writeFileSync(join(out, 'report.json'), '{"earlier":true}')
  writeFileSync(join(out, 'charts'), 'in the way')
  const { exitCode, stderr, stdout } = await run(folder, [
    'simulated',
    '--requests',
    '4',
    '--max-tokens',
    '1',
    '--json',
  ])
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  const [, moved = ''] = /The report cannot be written to .*; it is in (\S+) instead/u.exec(stderr) ?? []
  expect(readdirSync(moved)).toContain('report.json')
  rmSync(moved, { recursive: true })
})

test('Ctrl-C leaves a partial report, and no folder or process of its own', async () => {
  const folder = emptyFolder('interrupted')
  const words = ['simulated', '--requests', '100000', '--max-tokens', '1']
  const { exitCode } = await run(folder, words, / of 100,000 requests/u)
  expect({ exitCode, files: readdirSync(folder) }).toEqual({ exitCode: 130, files: ['llm-bench-report'] })
  expect(reportIn(folder).runs).toMatchObject([{ state: 'partial' }])
})

test('a target that is not there is one line and exits 2', async () => {
  const { exitCode, stderr, stdout } = await run(emptyFolder('absent'), ['http://127.0.0.1:9/v1', '--requests', '1'])
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr.trim()).toMatch(/^llm-bench run: endpoint http:\/\/127\.0\.0\.1:9 is not there .*$/u)
})
