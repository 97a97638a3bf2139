import type { Plugin } from 'vitest/config'
import type { ResolvedConfig } from 'vitest/node'
import { builtFile } from '../package-root.ts'

const lateMatchers = builtFile('src/vitest/setup.js')
const wholeMatchers = builtFile('src/vitest/matchers.js')
const fileTime = builtFile('src/vitest/file-time.js')

/**
 * Set-up of a file's time. Vitest evaluates it for every file, and a file of `node_modules` only once in
 * a worker whose files share their modules.
 */
const timeModule = 'virtual:vitest-llm-bench/file-time'
const timeCode = `import { giveTimeToImporter } from ${JSON.stringify(fileTime)}\ngiveTimeToImporter()\n`

/** The part of our Vite plugin that knows the module which {@link addSetup} names. */
export const setupModule: Pick<Plugin, 'resolveId' | 'load'> = {
  resolveId: (id) => (id === timeModule ? `\0${timeModule}` : null),
  load: (id) => (id === `\0${timeModule}` ? timeCode : null),
}

/** Adds our set-up files to a project's, once. */
export function addSetup({ setupFiles, pool, isolate, benchmark }: ResolvedConfig): void {
  // `require` of a module knows no contexts of node:vm; what other pools do with it is not ours to know.
  const matchers = pool === 'forks' || pool === 'threads' ? lateMatchers : wholeMatchers
  // A bench project's time is in its configuration.
  const files = isolate || benchmark.enabled ? [matchers] : [matchers, timeModule]
  setupFiles.push(...files.filter((file) => !setupFiles.includes(file)))
}
