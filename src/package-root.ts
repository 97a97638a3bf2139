import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packageName = 'vitest-llm-bench'
let found: string | null = null

/** This package's own folder, wherever the code that asks was bundled to. */
export function packageRoot(): string {
  found ??= findUp(dirname(fileURLToPath(import.meta.url)))
  return found
}

/** A built file that Vitest or another process is told to load, by its path below dist. */
export function builtFile(path: string): string {
  return join(packageRoot(), 'dist', path)
}

/** The bench file by which `llm-bench run` measures. */
export function commandBench(): string {
  return builtFile('src/command-bench.js')
}

/** This package's name and version. */
export function packageManifest(): { name: string; version: string } {
  return readManifest(packageRoot())
}

function findUp(folder: string): string {
  if (existsSync(join(folder, 'package.json')) && readManifest(folder).name === packageName) return folder
  const parent = dirname(folder)
  if (parent === folder) throw new Error(`the folder of ${packageName} was not found: install it again`)
  return findUp(parent)
}

function readManifest(folder: string): { name: string; version: string } {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string
    version: string
  }
  return { name, version }
}
