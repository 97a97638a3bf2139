import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { execa } from 'execa'
import type { Project } from './project.ts'

const cli = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url))

/** How a Vitest process ended, and what it printed. */
export interface EndedVitest {
  readonly exitCode: number | null
  readonly signal: string | null
  /** Both streams, without colours. */
  readonly output: string
  /** Standard output alone, as a program reads it. */
  readonly stdout: string
}

/** A Vitest process on a small project. */
export interface VitestProcess extends AsyncDisposable {
  readonly pid: number
  /** Everything printed so far, without colours. */
  output(): string
  /** Waits until the output matches; fails with the output when it ends or 60 s pass before. */
  printed(pattern: RegExp): Promise<void>
  signal(name: NodeJS.Signals): void
  /** Settles when the process has ended. */
  readonly ended: Promise<EndedVitest>
}

/** Starts `vitest <args>` in a project, as a person would in a terminal without colours. */
export function startVitest(
  project: Project,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
  longestMs = 240_000,
): VitestProcess {
  let text = ''
  let stdout = ''
  const subprocess = execa(process.execPath, [cli, ...args], {
    cwd: project.folder,
    all: true,
    reject: false,
    stdin: 'ignore',
    buffer: false,
    timeout: longestMs,
    extendEnv: true,
    // Of the Vitest that runs this test, nothing may reach the one under test, nor its machine's proxies.
    env: {
      ...withoutOurs(),
      CI: undefined,
      GITHUB_ACTIONS: undefined,
      GITHUB_STEP_SUMMARY: undefined,
      NO_COLOR: '1',
      ...env,
    },
  })
  subprocess.all.on('data', (chunk: Buffer) => {
    text += stripVTControlCharacters(chunk.toString())
  })
  subprocess.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
  })
  const ended = (async () => {
    const { exitCode, signal } = await subprocess
    return { exitCode: exitCode ?? null, signal: signal ?? null, output: text, stdout }
  })()
  let over = false
  void ended.then(() => {
    over = true
  })
  return {
    pid: subprocess.pid ?? 0,
    output: () => text,
    async printed(pattern) {
      const deadline = Date.now() + 60_000
      while (!pattern.test(text)) {
        if (over || Date.now() > deadline) throw new Error(`the output never matched ${String(pattern)}:\n${text}`)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
    signal: (name) => void subprocess.kill(name),
    ended,
    async [Symbol.asyncDispose]() {
      subprocess.kill('SIGKILL')
      await ended
    },
  }
}

/** Runs `vitest <args>` to its end. */
export async function runVitest(
  project: Project,
  args: readonly string[],
  env?: Readonly<Record<string, string | undefined>>,
): Promise<EndedVitest> {
  return await startVitest(project, args, env).ended
}

function withoutOurs(): Record<string, undefined> {
  return Object.fromEntries(
    Object.keys(process.env)
      .filter(
        (name) =>
          /^(VITEST|VITE_|TEST$|NODE_ENV$|DEV$|PROD$|MODE$|BASE_URL$|SSR$|TINYPOOL)/.test(name) ||
          /^(https?|all|no)_proxy$/i.test(name),
      )
      .map((name) => [name, undefined]),
  )
}

/** Ids of the model hosts that descend from nobody else than the given project (Linux: /proc). */
export function hostsOf(project: Project): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const command = readOr(`/proc/${pid}/cmdline`)
      return command.includes('model-host') && command.includes(project.folder)
    })
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** Waits until no host of the project is left; gives those that are after 5 s. */
export async function remainingHosts(project: Project): Promise<number[]> {
  const deadline = Date.now() + 5000
  let left = hostsOf(project)
  while (left.length > 0 && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    left = hostsOf(project)
  }
  return left
}
