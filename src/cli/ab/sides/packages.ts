import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LlmBenchError } from '../../../errors.ts'
import { jsonText, objectOf } from '../../../json.ts'
import { install, type Installed } from './install.ts'
import { isInstalled } from './installed.ts'
import { type Lockfile, lockfileOf } from './lockfile.ts'
import { shareModules } from './share-modules.ts'

/** A checkout whose packages others may use: the user's own, or a side that was installed. */
export interface PackageSource {
  readonly root: string
  readonly lockfile: Lockfile | null
}

/** Fields of package.json that ask for packages. */
const asking = ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides', 'resolutions', 'pnpm']

/** The user's own checkout as a source; null where what is installed in it is not what its lockfile says. */
export function ownSource(root: string, prefix: string): PackageSource | null {
  const lockfile = lockfileOf(root, prefix)
  return lockfile === null || lockfile.manager === null || isInstalled(root, lockfile) ? { root, lockfile } : null
}

/**
 * Gives a side its packages: those of a checkout with the same lockfile, else what its own says.
 * @throws LlmBenchError as {@link install}, and `invalid-option` where nothing says what to install
 */
export async function givePackages(
  side: Installed & { readonly prefix: string; readonly tell: (text: string) => void },
  sources: readonly PackageSource[],
): Promise<PackageSource> {
  const { root, prefix, revision, tell } = side
  const lockfile = lockfileOf(root, prefix)
  const same = sources.find((source) => isSame(source.lockfile, lockfile))
  if (same !== undefined) {
    if (lockfile === null) assertSameAsked(same.root, side)
    await shareModules(same.root, root)
    return same
  }
  if (lockfile === null) throw withoutLockfile(revision)
  tell(`installing the packages of ${revision} by its ${lockfile.name}`)
  await install(lockfile, side)
  return { root, lockfile }
}

function isSame(one: Lockfile | null, other: Lockfile | null): boolean {
  return one?.name === other?.name && one?.folder === other?.folder && one?.text === other?.text
}

/** Without a lockfile the packages are the same where package.json asks for the same ones. */
function assertSameAsked(source: string, { root, prefix, revision }: Installed & { readonly prefix: string }): void {
  const [here, there] = [source, root].map((checkout) => askedBy(join(checkout, prefix, 'package.json')))
  if (here !== there) throw withoutLockfile(revision)
}

function askedBy(path: string): string {
  if (!existsSync(path)) return ''
  try {
    const manifest = objectOf(JSON.parse(readFileSync(path, 'utf8')))
    return jsonText(asking.map((field) => manifest?.[field]))
  } catch {
    return ''
  }
}

function withoutLockfile(revision: string): LlmBenchError {
  return new LlmBenchError(
    'invalid-option',
    `llm-bench ab: ${revision} asks for other packages, and has no lockfile that says which: ` +
      'commit one (npm, pnpm or yarn), or compare revisions that ask for the same packages',
  )
}
