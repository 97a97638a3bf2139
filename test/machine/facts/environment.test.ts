import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { collectEnvironment } from '../../../src/machine/facts/environment.ts'
import { gitState, parseGitStatus } from '../../../src/machine/facts/git-state.ts'
import { damagedCopies } from '../damage.ts'

const root = resolve(import.meta.dirname, '../../..')

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'environment-test-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('this machine', () => {
  const record = collectEnvironment(root)

  test('has a processor, memory and versions', () => {
    expect(record.cpu.logicalCores).toBeGreaterThan(0)
    expect(record.memoryBytes).toBeGreaterThan(1e8)
    expect(record.versions.node).toBe(process.versions.node)
    expect(record.versions.vitest).toMatch(/^\d+\.\d+\.\d+/u)
    expect(record.versions.vitestLlmBench).toMatch(/^\d+\.\d+\.\d+/u)
    expect(record.versions.llamaCpp === null).toBe(record.versions.nodeLlamaCpp === null)
  })

  test('is probed once a process', () => {
    expect(collectEnvironment(root)).toBe(record)
    expect(collectEnvironment(join(root, 'src', '..'))).toBe(record)
  })

  test('never has more physical cores than logical ones', () => {
    const { physicalCores, logicalCores } = record.cpu
    expect(physicalCores ?? 1).toBeLessThanOrEqual(logicalCores)
  })
})

test('outside a work tree there is no commit, and what is not there is null', () => {
  const { git, versions } = collectEnvironment(folder)
  expect(git).toBeNull()
  expect(versions.vitestLlmBench).not.toBe('unknown')
  expect(collectEnvironment(join(folder, 'missing')).git).toBeNull()
})

test('a real repository: commit, branch, dirty, detached', () => {
  const git = (...parameters: string[]): string =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...parameters], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  git('init', '--initial-branch=trunk')
  expect(gitState(folder)).toBeNull()
  writeFileSync(join(folder, 'a.txt'), 'one')
  git('add', '.')
  git('commit', '--no-gpg-sign', '--message=one')
  const commit = git('rev-parse', 'HEAD').trim()
  expect(gitState(folder)).toEqual({ commit, branch: 'trunk', dirty: false })
  writeFileSync(join(folder, 'untracked.txt'), '')
  expect(gitState(folder)?.dirty).toBe(false)
  writeFileSync(join(folder, 'a.txt'), 'two')
  expect(gitState(folder)?.dirty).toBe(true)
  git('checkout', '--detach')
  expect(gitState(folder)).toEqual({ commit, branch: null, dirty: true })
})

test('a status without a commit is none', () => {
  expect(parseGitStatus('')).toBeNull()
  expect(parseGitStatus('# branch.oid (initial)\n# branch.head main\n')).toBeNull()
})

test('a damaged status has the undamaged commit or none, and nothing throws', () => {
  const oid = '0123456789abcdef0123456789abcdef01234567'
  const status = `# branch.oid ${oid}\n# branch.head main\n# branch.ab +0 -0\n1 .M N... 100644 100644 100644 a b c.txt\n`
  expect(parseGitStatus(status)).toEqual({ commit: oid, branch: 'main', dirty: true })
  for (const { text, kinds } of damagedCopies(status, 1000, [
    'truncated',
    'line missing',
    'line doubled',
    'noise',
    'empty',
  ])) {
    const git = parseGitStatus(text)
    if (git === null) continue
    expect(git.commit, kinds.join(', ')).toBe(oid)
    expect(['main', null], kinds.join(', ')).toContain(git.branch)
  }
})
