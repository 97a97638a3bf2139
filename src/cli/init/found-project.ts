import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { isObject, textOf } from '../../json.ts'

/** Package managers by the lockfile that they leave, and how each adds packages for development and runs one. */
const managers = [
  { name: 'pnpm', lockfile: 'pnpm-lock.yaml', add: 'pnpm add -D', exec: 'pnpm exec' },
  { name: 'yarn', lockfile: 'yarn.lock', add: 'yarn add -D', exec: 'yarn' },
  { name: 'bun', lockfile: 'bun.lock', add: 'bun add -d', exec: 'bunx' },
  { name: 'npm', lockfile: 'package-lock.json', add: 'npm install -D', exec: 'npx' },
] as const
const npm = managers[3]

/** A way to install and run packages. */
export type PackageManager = (typeof managers)[number]

/** Facts of a folder that a first bench depends on. */
export interface FoundProject {
  readonly hasManifest: boolean
  readonly manager: PackageManager
  /** Whether its sources are in TypeScript; of a new project too, for Vitest runs it as it is. */
  readonly isTypeScript: boolean
  /** Whether a `.js` file is an ES module there. */
  readonly isModule: boolean
  /** Name of the configuration that Vitest reads; null for none. */
  readonly config: string | null
  /** Whether that has the plugin already. */
  readonly hasPlugin: boolean
  /** Packages that it needs and cannot import. */
  readonly missing: readonly string[]
  /** Whether a model can be loaded there. */
  readonly hasEngine: boolean
}

/** Configurations in the order in which Vitest looks for them. */
const configs = /^(?:vitest|vite)\.config\.(?:[cm]?[jt]s)$/u

/** Looks at a folder. Reads files only. Throws Node's own error where it may not, and where the folder is none. */
export function foundProject(root: string): FoundProject {
  const names = existsSync(root) ? readdirSync(root) : []
  const manifest = manifestOf(root)
  const config = names.filter((name) => configs.test(name)).toSorted(vitestFirst)[0] ?? null
  const installed = (name: string): boolean => canImport(root, name)
  return {
    hasManifest: manifest !== null,
    manager: managerOf(names, manifest),
    isTypeScript:
      manifest === null ||
      isOfAnInstallation(manifest) ||
      config?.endsWith('ts') === true ||
      names.includes('tsconfig.json') ||
      declares(manifest, 'typescript'),
    isModule: manifest === null || manifest['type'] === 'module',
    config,
    hasPlugin: config !== null && readFileSync(join(root, config), 'utf8').includes('vitest-llm-bench/plugin'),
    missing: ['vitest-llm-bench', 'vitest'].filter((name) => !installed(name)),
    hasEngine: installed('node-llama-cpp'),
  }
}

function vitestFirst(one: string, other: string): number {
  return Number(other.startsWith('vitest.')) - Number(one.startsWith('vitest.')) || one.localeCompare(other)
}

type Manifest = Readonly<Record<string, unknown>>

function manifestOf(root: string): Manifest | null {
  const path = join(root, 'package.json')
  if (!existsSync(path)) return null
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return isObject(value) ? value : {}
  } catch {
    // Damaged or not, it is there and stays as it is.
    return {}
  }
}

/** Whether a manifest is what an installation in an empty folder leaves: it names packages, and nothing else. */
function isOfAnInstallation(manifest: Manifest): boolean {
  const names = Object.keys(manifest)
  return names.length > 0 && names.every((name) => name === 'dependencies' || name === 'devDependencies')
}

function managerOf(names: readonly string[], manifest: Manifest | null): PackageManager {
  const declared = textOf(manifest?.['packageManager']) ?? ''
  return (
    managers.find(({ name }) => declared.startsWith(`${name}@`)) ??
    managers.find(({ lockfile }) => names.includes(lockfile)) ??
    npm
  )
}

function declares(manifest: Manifest, name: string): boolean {
  return ['dependencies', 'devDependencies'].some((kind) => {
    const packages = manifest[kind]
    return isObject(packages) && Object.hasOwn(packages, name)
  })
}

function canImport(root: string, name: string): boolean {
  try {
    createRequire(join(root, 'package.json')).resolve(`${name}/package.json`)
    return true
  } catch {
    // A package may hide its manifest, and be there all the same.
    return (createRequire(join(root, 'package.json')).resolve.paths(name) ?? []).some((folder) =>
      existsSync(join(folder, name, 'package.json')),
    )
  }
}
