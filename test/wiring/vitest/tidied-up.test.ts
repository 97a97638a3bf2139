import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import '../../support/jest-extended.ts'
import { makeProject } from '../../support/project.ts'
import { hostsOf, runVitest, startVitest } from '../../support/vitest.ts'

function modelBench(name: string): string {
  return `
import { test } from 'vitest-llm-bench'
test('${name}', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  await bench('${name}', { requests: 3 }, llama.complete('Why?', { maxTokens: 4 })).run()
})
`
}

/** A bench that takes about as many hundredths of a second as it makes requests. */
function simulatedBench(name: string, requests: number): string {
  return `
import { simulated, test } from 'vitest-llm-bench'
test('${name}', async ({ bench }) => {
  await bench('${name}', { requests: ${requests}, warmup: 1 }, simulated({ ttft: 8, tpot: 1 }).chat('a', { maxTokens: 2 })).run()
})
`
}

interface Temporary extends Disposable {
  readonly path: string
}

function temporaryFolder(): Temporary {
  const path = mkdtempSync('/tmp/tidied-')
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

describe.skipIf(process.platform === 'win32')('a session whose files are tidied up', () => {
  test('goes on with the warm model after its sockets and its report are gone', async () => {
    using temporary = temporaryFolder()
    await using project = makeProject({ 'a.bench.ts': modelBench('first') })
    await using vitest = startVitest(project, ['bench', '--watch'], { TMPDIR: temporary.path })
    await vitest.printed(/Waiting for file changes/)
    const hosts = hostsOf(project)
    expect(hosts).toHaveLength(1)
    for (const name of readdirSync(temporary.path).filter((each) => each.startsWith('llm-bench-'))) {
      rmSync(join(temporary.path, name), { recursive: true })
    }
    rmSync(join(project.folder, 'llm-bench-report'), { recursive: true })
    project.write({ 'a.bench.ts': modelBench('second') })
    await vitest.printed(/second \(synthetic weights\)/)
    expect(hostsOf(project)).toEqual(hosts)
    expect(project.report().runs).toMatchObject([
      { name: 'second', state: 'complete', loadState: { loaded: 'earlier' } },
    ])
    expect(project.journals()).toHaveLength(1)
  })

  test('loses no run whose journal is removed while it is measured', async () => {
    await using project = makeProject({ 'a.bench.ts': simulatedBench('long', 300) })
    await using vitest = startVitest(project, ['bench', '--run'])
    await vi.waitFor(() => expect(project.journals()[0]?.length).toBeGreaterThan(20), { timeout: 60_000 })
    rmSync(join(project.folder, 'llm-bench-report'), { recursive: true })
    const { exitCode, output } = await vitest.ended
    expect(exitCode, output).toBe(0)
    expect(project.report().runs).toMatchObject([
      { name: 'long', state: 'complete', requests: { attempted: 300, failed: 0 } },
    ])
  })

  test('keeps the journal of a run that lives, and removes nothing of a user', async () => {
    using temporary = temporaryFolder()
    const precious = ['llm-bench-2026-11-25', 'llm-bench-8080-runs', 'llm-bench-99999999-abcdef']
    for (const name of precious) {
      mkdirSync(join(temporary.path, name))
      writeFileSync(join(temporary.path, name, 'report.md'), 'weeks of data')
    }
    await using project = makeProject({
      'long.bench.ts': simulatedBench('long', 3000),
      'short.bench.ts': simulatedBench('short', 2),
      'llm-bench-report/journal/2000-01-01/notes.txt': 'precious',
      'llm-bench-report/logs/2000.log': 'precious',
    })
    const env = { TMPDIR: temporary.path }
    await using living = startVitest(project, ['bench', '--run', 'long'], env)
    const journals = (): string[] => readdirSync(join(project.folder, 'llm-bench-report/journal'))
    await vi.waitFor(() => expect(journals()).toHaveLength(2), { timeout: 60_000 })
    const own = journals().find((name) => name !== '2000-01-01') ?? ''
    for (let more = 0; more < 11; more++) await runVitest(project, ['bench', '--run', 'short'], env)
    expect(journals()).toEqual(expect.arrayContaining([own, '2000-01-01']))
    expect(journals().length).toBeLessThanOrEqual(13)
    expect(project.read('llm-bench-report/logs/2000.log')).toBe('precious')
    for (const name of precious) expect(existsSync(join(temporary.path, name, 'report.md')), name).toBe(true)
    living.signal('SIGKILL')
    await living.ended
    // Of one that was killed the sockets go at the next start.
    await runVitest(project, ['list'], env)
    await runVitest(project, ['bench', '--run', 'short'], env)
    const left = readdirSync(temporary.path).filter((name) => name.startsWith('llm-bench-'))
    expect(left).toIncludeSameMembers(precious)
  })
})

const unshare = ['unshare', '--pid', '--fork', '--mount-proc']

function canUnshare(): boolean {
  try {
    execFileSync(unshare[0] ?? '', [...unshare.slice(1), 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

test.runIf(canUnshare())('sockets of a PID namespace of its own stay', async () => {
  using temporary = temporaryFolder()
  await using project = makeProject({
    'a.bench.ts': simulatedBench('long', 1500),
    'b.bench.ts': simulatedBench('short', 2),
  })
  const env = { TMPDIR: temporary.path }
  await using living = startVitest(project, ['bench', '--run', 'a.bench'], env)
  const folders = (): string[] => readdirSync(temporary.path).filter((name) => name.startsWith('llm-bench-'))
  await vi.waitFor(() => expect(folders()).toHaveLength(1), { timeout: 60_000 })
  const [own = ''] = folders()
  const vitest = join(project.folder, 'node_modules/vitest/vitest.mjs')
  execFileSync(unshare[0] ?? '', [...unshare.slice(1), process.execPath, vitest, 'bench', '--run', 'b.bench'], {
    cwd: project.folder,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: 'ignore',
  })
  expect(existsSync(join(temporary.path, own, 'broker.sock'))).toBe(true)
  const { exitCode, output } = await living.ended
  expect(exitCode, output).toBe(0)
})
