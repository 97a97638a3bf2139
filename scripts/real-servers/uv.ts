import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runTool } from './run-tool.ts'

/** Version of uv that is fetched where there is none. */
const uvVersion = '0.13.9'

/** Pythons that all the servers run on. */
const pythons = '>=3.10,<3.14'

/** Python's own installer of wheels, of which uv is one. */
const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check']

/**
 * The program `uv`: the one on PATH, else a wheel of its own in the folder.
 * @throws Error when there is no Python, or the wheel cannot be had
 */
export async function findUv(below: string): Promise<string> {
  if (spawnSync('uv', ['--version'], { stdio: 'ignore' }).status === 0) return 'uv'
  const target = join(below, 'tools', `uv-${uvVersion}`)
  const program = join(target, 'bin', process.platform === 'win32' ? 'uv.exe' : 'uv')
  if (existsSync(program)) return program
  const python = ['python3', 'python'].find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0)
  if (python === undefined) throw new Error('neither uv nor Python is on PATH: install one of them')
  await runTool(python, [...pip, '--no-deps', '--target', target, `uv==${uvVersion}`])
  return program
}

/** Packages of an environment, and the versions that they would have otherwise. */
export interface Packages {
  readonly python: readonly string[]
  /** File with the overrides; null for none. */
  readonly overrides: string | null
}

/** Makes a Python environment in a folder, with packages in it. */
export async function makeEnvironment(uv: string, folder: string, { python, overrides }: Packages): Promise<void> {
  await runTool(uv, ['venv', '--quiet', '--clear', '--python', pythons, folder])
  const into = ['--python', join(folder, 'bin', 'python')]
  const override = overrides === null ? [] : ['--override', overrides]
  await runTool(uv, ['pip', 'install', '--quiet', ...into, ...override, ...python])
}

/** Unpacks one wheel into a folder, without what it depends on. */
export async function unpackWheel(uv: string, folder: string, wheel: string): Promise<void> {
  await runTool(uv, ['pip', 'install', '--quiet', '--no-deps', '--target', folder, wheel])
}
