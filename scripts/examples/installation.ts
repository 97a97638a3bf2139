import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** Packages that users have beside ours: those of this checkout stand in, so that nothing is fetched twice. */
const beside = ['vitest', '@vitest/ui', 'typescript', '@types/node', 'node-llama-cpp'] as const
const programs = ['vitest', 'tsc'] as const

/**
 * Installs the packed package and what it depends on into one folder, in which all examples stand. npm resolves the
 * dependencies as it does for a user.
 */
export function install(tarball: string, folder: string): void {
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n')
  const options = ['--no-audit', '--no-fund', '--prefer-offline', '--legacy-peer-deps', '--loglevel=error']
  execFileSync('npm', ['install', ...options, tarball], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  for (const name of [...beside, ...programs.map((program) => `.bin/${program}`)]) {
    const path = join(folder, 'node_modules', name)
    mkdirSync(dirname(path), { recursive: true })
    symlinkSync(resolve('node_modules', name), path, 'junction')
  }
}
