import { cpSync, existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { execa } from 'execa'
import { type ReadmeCommand, scriptOf } from './readme-commands.ts'
import { reportedIn } from './reported.ts'

/** How an example went: problems, none where it did what its README says; or why it cannot run here. */
export type Outcome =
  | { readonly state: 'ran'; readonly words: string }
  | { readonly state: 'skipped'; readonly words: string }
  | { readonly state: 'failed'; readonly words: string; readonly output: string }

/** Exit code by which a command says that it cannot run on this machine. */
const cannotRunHere = 77
const longestMs = 120_000
const signals = ['SIGINT', 'SIGTERM'] as const
const copied = new Set(['node_modules', 'llm-bench-report', '.llm-bench', '.vitest'])

/** Copies an example into the folder where the package is installed, as it would stand in a clone. */
export function copyExample(source: string, folder: string): void {
  cpSync(source, folder, { recursive: true, filter: (path) => !copied.has(basename(path)) })
}

/** Runs commands in an example, one after the other in one shell, until one fails; then reads what was reported. */
export async function runExample(folder: string, commands: readonly ReadmeCommand[]): Promise<Outcome> {
  const began = Date.now()
  const { exitCode, all } = await shell(folder, scriptOf(commands))
  const output = stripVTControlCharacters(all)
  if (exitCode === cannotRunHere) return { state: 'skipped', words: output.trimEnd().split('\n').at(-1) ?? '' }
  const failed = (words: string): Outcome => ({ state: 'failed', words, output })
  if (exitCode !== 0) return failed(`its commands ended with exit code ${exitCode ?? 'none, for they took too long'}`)
  const { runs, claims, failed: wrong } = reportedIn(folder)
  if (runs === 0) return failed('no report has a run')
  if (wrong.length > 0) return failed(`claims do not hold: ${wrong.join('; ')}`)
  const seconds = ((Date.now() - began) / 1000).toFixed(1)
  return { state: 'ran', words: `${runs} runs, ${claims} claims, ${seconds} s` }
}

/** What the compiler says of an example: nothing where its types are right. */
export async function typeProblems(folder: string): Promise<string> {
  if (!existsSync(join(folder, 'tsconfig.json'))) return ''
  const { exitCode, all } = await shell(folder, '../node_modules/.bin/tsc --noEmit --pretty false')
  return exitCode === 0 ? '' : all
}

async function shell(folder: string, script: string): Promise<{ exitCode: number | undefined; all: string }> {
  const subprocess = execa('bash', ['-c', script], {
    cwd: folder,
    all: true,
    reject: false,
    stdin: 'ignore',
    // In a group of its own, so that all it has started ends with it.
    detached: true,
    env: {
      // Watch mode runs once and ends.
      CI: 'true',
      NO_COLOR: '1',
      // As short as a run can be about which a percentile says something.
      LLM_BENCH_ITERATIONS: '20',
      // Other suites on this machine are not waited for.
      LLM_BENCH_LOCKS: 'off',
      GITHUB_ACTIONS: undefined,
      GITHUB_STEP_SUMMARY: undefined,
    },
  })
  const timer = setTimeout(() => endGroup(subprocess.pid), longestMs)
  const leave = (): void => {
    endGroup(subprocess.pid)
    process.exit(130)
  }
  for (const signal of signals) process.once(signal, leave)
  const { exitCode, all } = await subprocess
  for (const signal of signals) process.off(signal, leave)
  clearTimeout(timer)
  return { exitCode, all }
}

function endGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, 'SIGKILL')
  } catch {
    // It has ended.
  }
}

/** The text of a file of an example; null where there is none. */
export function textIn(folder: string, name: string): string | null {
  const path = join(folder, name)
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}
