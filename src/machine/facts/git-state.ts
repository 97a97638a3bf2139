import type { EnvironmentRecord } from '../../record/environment.ts'
import { commandOutput } from './probe.ts'

function header(status: string, name: string): string | null {
  return new RegExp(String.raw`^# branch\.${name} (.+)$`, 'mu').exec(status)?.[1] ?? null
}

/** Commit, branch and dirty flag from `git status --porcelain=v2 --branch`; null before a commit. */
export function parseGitStatus(output: string): EnvironmentRecord['git'] {
  // A last line without its end was cut off.
  const status = output.slice(0, output.lastIndexOf('\n') + 1)
  const commit = header(status, 'oid')
  if (commit === null || !/^(?:[\da-f]{40}|[\da-f]{64})$/u.test(commit)) return null
  const branch = header(status, 'head')
  const dirty = status.split('\n').some((line) => line !== '' && !line.startsWith('#'))
  return { commit, branch: branch === '(detached)' ? null : branch, dirty }
}

/**
 * The commit a folder is at, in one call that takes no locks and starts no monitor. Dirty means that
 * tracked files differ; untracked ones, for example an earlier report, do not count. Null outside a
 * work tree and where git is missing or slow.
 */
export function gitState(folder: string): EnvironmentRecord['git'] {
  const status = commandOutput(
    'git',
    [
      '--no-optional-locks',
      '-c',
      'core.fsmonitor=false',
      'status',
      '--porcelain=v2',
      '--branch',
      '--untracked-files=no',
    ],
    { timeout: 2000, cwd: folder },
  )
  return status === null ? null : parseGitStatus(status)
}
