import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

/**
 * Builds dist: one file for each entry and shared chunks, so that a Vitest process with the plugin
 * reads a handful of files instead of a hundred and fifty; declarations are tsc's, one a source.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const entries = [
  'src/index',
  'src/plugin',
  'src/vitest/provider',
  'src/vitest/setup',
  'src/cli/main',
  'src/matchers/index',
  'src/host/load-host',
  'src/host/model-host',
  'src/host/watchdog',
  'src/mock-server/index',
  'src/mock-server/process/process',
  'src/servers/life/server-host',
  'fixtures/index',
  'reporters/index',
  'reporters/reporter',
]

const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>
  peerDependencies: Record<string, string>
}
// What is a development dependency is bundled: of valibot a few functions, read at every start.
const external = [...Object.keys(dependencies), ...Object.keys(peerDependencies)]

rmSync(join(root, 'dist'), { recursive: true, force: true })
const bundle = await rolldown({
  cwd: root,
  input: Object.fromEntries(entries.map((entry) => [entry, `${entry}.ts`])),
  platform: 'node',
  external: external.map((name) => new RegExp(`^${name}(/|$)`)),
})
await bundle.write({
  dir: join(root, 'dist'),
  format: 'esm',
  sourcemap: true,
  chunkFileNames: 'chunks/[name].js',
})
await bundle.close()
execFileSync('tsc', ['-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
