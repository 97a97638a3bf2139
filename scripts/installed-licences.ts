import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A package that an install of this one brings along. */
export interface InstalledPackage {
  readonly name: string
  readonly version: string
  /** As the package declares it, in SPDX; null where it declares none. */
  readonly license: string | null
}

/** Terms under which anyone may use, change and sell what contains a package, if its notice is kept. */
const permissive = new Set(['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'])

interface LockedPackage {
  readonly version: string
  readonly license?: string
  readonly dev?: boolean
  readonly optional?: boolean
  readonly peer?: boolean
}

/**
 * The packages that users get with this one, its own and those of its dependencies, by name; peers
 * are theirs to choose. From the lockfile; of old packages, which name their terms in a form that it
 * does not keep, from their own package.json.
 *
 * @param root folder with package-lock.json and node_modules
 */
export function installedPackages(root: string): InstalledPackage[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Readonly<Record<string, LockedPackage>>
  }
  const installed = Object.entries(lock.packages).filter(
    ([path, { dev, peer }]) => path !== '' && dev !== true && peer !== true,
  )
  const found = installed.map(([path, { version, license }]) => ({
    name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
    version,
    license: license ?? oldLicense(join(root, path)),
  }))
  return found.toSorted((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version))
}

/** One sentence for each package whose terms are unknown, or ask for more than that its notice is kept. */
export function licenceProblems(packages: readonly InstalledPackage[]): string[] {
  return packages
    .filter(({ license }) => license === null || !permissive.has(license))
    .map(
      ({ name, version, license }) =>
        `${name} ${version} would be installed with this package, under ${license ?? 'no licence that it names'}: ` +
        'read its terms and add them to scripts/installed-licences.ts, or do without it',
    )
}

/** `licenses: [{ type }]`, as package.json had it before 2014. */
function oldLicense(folder: string): string | null {
  const { licenses = [] } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    licenses?: { type?: string }[]
  }
  const [only, ...others] = licenses
  return others.length === 0 ? (only?.type ?? null) : null
}
