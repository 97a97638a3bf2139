import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { objectOf, textOf } from '../../../json.ts'
import type { Lockfile } from './lockfile.ts'

/** Files of node_modules that a manager writes last. */
const stamps = ['.modules.yaml', '.yarn-integrity', '.yarn-state.yml']
/** Milliseconds by which a lockfile that was written by the same installation may be younger. */
const slackMs = 5000

/**
 * Whether node_modules of a checkout hold what its lockfile says. A folder that no manager left a word in is
 * taken as it is; during a bisection it is mostly that of another revision.
 */
export function isInstalled(root: string, { folder, name, manager, text }: Lockfile): boolean {
  const modules = join(root, folder, 'node_modules')
  if (!existsSync(modules)) return false
  if (manager === 'npm') return matchesNpm(readOr(join(modules, '.package-lock.json')), text)
  if (manager === 'pnpm' && readOr(join(modules, '.pnpm', 'lock.yaml')) === text) return true
  const stamp = stamps.map((each) => join(modules, each)).find((path) => existsSync(path))
  const written = statSync(join(root, folder, name)).mtimeMs
  return stamp === undefined || written <= statSync(stamp).mtimeMs + slackMs
}

/** Whether npm's list of what it installed is that of the lockfile, but for optional packages that it left out. */
function matchesNpm(installed: string | null, wanted: string): boolean {
  if (installed === null) return true
  const [there, asked] = [packagesOf(installed), packagesOf(wanted)]
  if (there === null || asked === null) return false
  const isSame = [...there].every(([path, { is }]) => asked.get(path)?.is === is)
  return isSame && [...asked].every(([path, { isOptional }]) => isOptional || there.has(path))
}

/** Packages of an npm lockfile by their paths; null for another form. */
function packagesOf(text: string): Map<string, { readonly is: string; readonly isOptional: boolean }> | null {
  try {
    const packages = objectOf(objectOf(JSON.parse(text))?.['packages']) ?? {}
    const entries = Object.entries(packages).filter(([path]) => path.includes('node_modules/'))
    return new Map(
      entries.map(([path, value]) => {
        const entry = objectOf(value) ?? {}
        const is = [entry['version'], entry['resolved'], entry['integrity']].map(textOf).join(' ')
        return [path, { is, isOptional: entry['optional'] === true || entry['devOptional'] === true }]
      }),
    )
  } catch {
    return null
  }
}

function readOr(path: string): string | null {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return null
  }
}
