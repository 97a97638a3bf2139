import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { makeProject, type Project } from '../../support/project.ts'

const main = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url))

/** A program that ended, with both streams. */
export interface EndedProgram {
  readonly code: number | undefined
  readonly out: string
  readonly error: string
}

/** A small project under git. */
export interface GitProject extends Project {
  /** Folder for the temporary files of its programs. */
  readonly temporary: string
  git(...args: readonly string[]): Promise<string>
  /** Writes files and commits all that there is; gives the commit. */
  commit(files: Readonly<Record<string, string>>, message?: string): Promise<string>
  /** Runs `llm-bench` of these sources in it. */
  llmBench(...args: readonly string[]): Promise<EndedProgram>
}

/** Variables of a program that Vitest starts, of which nothing may reach one that is tested. */
export const withoutVitest: Readonly<Record<string, string | undefined>> = Object.fromEntries(
  Object.keys(process.env)
    .filter((name) => /^(VITEST|VITE_|TEST$|NODE_ENV$|DEV$|PROD$|MODE$|BASE_URL$|SSR$|TINYPOOL|GITHUB_)/u.test(name))
    .map((name) => [name, undefined]),
)

/** Arguments of Node that run `llm-bench` of these sources. */
export const llmBenchArguments: readonly string[] = ['--no-warnings', main]

/** Makes a repository with a first commit. */
export async function makeGitProject(files: Readonly<Record<string, string>>): Promise<GitProject> {
  const project = makeProject({ '.gitignore': 'node_modules\nllm-bench-report\n', ...files })
  const cwd = project.folder
  const temporary = mkdtempSync(join(tmpdir(), 'vitest-llm-bench-temporary-'))
  const identity = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.com' }
  const committer = { GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@example.com' }
  const git: GitProject['git'] = async (...args) =>
    (await execa('git', args, { cwd, env: { ...identity, ...committer } })).stdout
  const commit: GitProject['commit'] = async (more, message = 'A change') => {
    project.write(more)
    await git('add', '--all')
    await git('commit', '--quiet', '--allow-empty', '--message', message)
    return await git('rev-parse', 'HEAD')
  }
  await git('init', '--quiet', '--initial-branch', 'main')
  await commit({}, 'The first')
  return {
    ...project,
    temporary,
    git,
    commit,
    async llmBench(...args) {
      const { exitCode, stdout, stderr } = await execa(process.execPath, [...llmBenchArguments, ...args], {
        cwd,
        reject: false,
        env: { ...withoutVitest, TMPDIR: temporary },
      })
      return { code: exitCode, out: stdout, error: stderr }
    },
    async [Symbol.asyncDispose]() {
      rmSync(temporary, { recursive: true, force: true })
      await project[Symbol.asyncDispose]()
    },
  }
}

/** A bench of a mock server whose times stand in `speed.ts`. */
export const mockBench: Readonly<Record<string, string>> = {
  'speed.ts': 'export const interToken = 2\n',
  'answer.bench.ts': `
import { test } from 'vitest-llm-bench'
import { spawnMockServer } from 'vitest-llm-bench/mock-server'
import { interToken } from './speed.ts'

test('an answer', async ({ bench, endpoint, onTestFinished }) => {
  const server = await spawnMockServer({ ttft: 5 * interToken, interToken, tokens: 15 })
  onTestFinished(async () => await server.close())
  const answer = endpoint(server.url).chat('Why is the sky blue?', { maxTokens: 15 })
  await bench('answer', { requests: 30, warmup: 2 }, answer).run()
})
`,
}

/** The times of the mock server, so many times slower. */
export function slower(times: number): Readonly<Record<string, string>> {
  return { 'speed.ts': `export const interToken = ${2 * times}\n` }
}
