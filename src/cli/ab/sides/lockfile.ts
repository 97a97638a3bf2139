import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A package manager whose lockfiles are installed from. */
export type PackageManager = 'npm' | 'pnpm' | 'yarn'

/** A lockfile of a checkout. */
export interface Lockfile {
  readonly name: string
  /** Folder that it is in, below the root of the checkout; empty for the root. */
  readonly folder: string
  /** Null for a manager that is not known here. */
  readonly manager: PackageManager | null
  readonly text: string
}

/** Names of lockfiles, those first that win where there are several. */
const managers: readonly (readonly [string, PackageManager | null])[] = [
  ['npm-shrinkwrap.json', 'npm'],
  ['package-lock.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', null],
  ['bun.lockb', null],
  ['deno.lock', null],
  ['vlt-lock.json', null],
]

/**
 * The lockfile that counts in a folder of a checkout: of the nearest folder that has one, upward to the root.
 * Null where there is none.
 */
export function lockfileOf(root: string, prefix: string): Lockfile | null {
  for (const folder of upward(prefix)) {
    const found = managers.find(([name]) => existsSync(join(root, folder, name)))
    if (found === undefined) continue
    const [name, manager] = found
    // A binary one is only ever compared with another.
    return { name, folder, manager, text: readFileSync(join(root, folder, name), 'latin1') }
  }
  return null
}

/** A folder below a root and those above it, the root last. */
function upward(prefix: string): string[] {
  const parts = prefix === '' ? [] : prefix.split('/')
  return [...parts.map((_, index) => parts.slice(0, parts.length - index).join('/')), '']
}
