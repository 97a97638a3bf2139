import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** File of Vitest's program. */
export const vitestProgram: string = join(root, 'node_modules/vitest/vitest.mjs')

/** A Vitest process from its start to its end. */
export interface TimedRun {
  readonly ms: number
  readonly output: string
}

/** A project in a temporary folder, for timing whole Vitest processes. */
export interface ThrowawayProject extends Disposable {
  readonly folder: string
  /** Runs `vitest bench --run` and gives the milliseconds it took, and what it printed. */
  bench(): Promise<TimedRun>
  /** The same of `vitest --run` with further arguments. */
  test(...args: readonly string[]): Promise<TimedRun>
}

/** What a throwaway project is made of. */
export interface ProjectParts {
  /** Whether vitest.config.js has the plugin. Default true. */
  readonly plugin?: boolean
  /** Folder of the checkout whose build it uses. Default: this one. */
  readonly build?: string
  /** Texts of further files, by name. Default: none. */
  readonly files?: Readonly<Record<string, string>>
}

/** @param benchFile text of its one bench file */
export function throwawayProject(
  benchFile: string,
  { plugin: withPlugin = true, build = root, files = {} }: ProjectParts = {},
): ThrowawayProject {
  const folder = mkdtempSync(join(tmpdir(), 'llm-bench-overhead-'))
  const plugin = withPlugin
    ? `import { llmBench } from 'vitest-llm-bench/plugin'\nconst plugins = [llmBench()]`
    : 'const plugins = []'
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(
    join(folder, 'vitest.config.js'),
    `import { defineConfig } from 'vitest/config'\n${plugin}\nexport default defineConfig({ plugins })\n`,
  )
  writeFileSync(join(folder, 'only.bench.js'), benchFile)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const modules = join(folder, 'node_modules')
  mkdirSync(modules)
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (!name.startsWith('.')) symlinkSync(join(root, 'node_modules', name), join(modules, name))
  }
  // Copied, not linked: below node_modules it is loaded as a user's is, without a transform.
  for (const part of ['dist', 'package.json']) {
    cpSync(join(build, part), join(modules, 'vitest-llm-bench', part), { recursive: true })
  }
  return {
    folder,
    bench: async () => await timed(folder, ['bench', '--run']),
    test: async (...args) => await timed(folder, ['--run', ...args]),
    [Symbol.dispose]() {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function timed(cwd: string, args: readonly string[]): Promise<TimedRun> {
  const began = performance.now()
  const { all, exitCode } = await execa(process.execPath, [vitestProgram, ...args], {
    cwd,
    all: true,
    reject: false,
    env: {
      NO_COLOR: '1',
      VITEST: undefined,
      VITEST_MODE: undefined,
      NODE_ENV: undefined,
      VITEST_POOL_ID: undefined,
      VITEST_WORKER_ID: undefined,
    },
  })
  if (exitCode !== 0) throw new Error(all)
  return { ms: performance.now() - began, output: all }
}
