import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { LlmBenchError } from '../../../errors.ts'
import { build } from './build.ts'
import { checkOut } from './check-out.ts'
import { copyWith } from './copy-with.ts'
import { givePackages, type PackageSource } from './packages.ts'
import { type Repository, type Revision, spokenName } from './repository.ts'

/** One of the two that are compared, ready to be measured. */
export interface Side {
  readonly revision: Revision
  /** Folder in which Vitest runs. */
  readonly folder: string
  /** File of the side's own Vitest. */
  readonly vitest: string
}

/** How a side is to be made. */
export interface SidePlan {
  readonly repository: Repository
  readonly revision: Revision
  /** Folder of its work tree, not there yet. */
  readonly root: string
  /** Paths in the working folder that git does not know, which both sides get a copy of. */
  readonly with: readonly string[]
  /** Script of package.json that is run in it; null for none. */
  readonly build: string | null
  readonly stop: AbortSignal
  readonly tell: (text: string) => void
}

/**
 * Makes a side: checks it out, gives it its packages, builds it.
 * @param sources checkouts with packages
 * @returns the side, and where its packages are
 * @throws LlmBenchError `revision-unusable` where the revision is at fault, else another code
 */
export async function prepareSide(
  plan: SidePlan,
  sources: readonly PackageSource[],
): Promise<{ readonly side: Side; readonly source: PackageSource }> {
  const { repository, revision, root, stop, tell } = plan
  const { prefix } = repository
  const folder = join(root, prefix)
  await checkOut(repository, revision, root, { stop, tell })
  stop.throwIfAborted()
  if (!existsSync(folder)) throw unusable(revision, `has no folder ${prefix}`)
  for (const path of plan.with) await copyWith(path, join(repository.root, prefix), folder)
  const place = { root, prefix, revision: spokenName(revision), stop, tell }
  const source = await givePackages(place, sources)
  stop.throwIfAborted()
  if (plan.build !== null) {
    tell(`building ${spokenName(revision)}: ${plan.build}`)
    const manager = source.lockfile?.manager ?? 'npm'
    await build({ script: plan.build, manager, folder, revision: spokenName(revision), stop })
  }
  return { side: { revision, folder, vitest: vitestOf(folder, revision) }, source }
}

function vitestOf(folder: string, revision: Revision): string {
  try {
    const manifest = createRequire(join(folder, 'package.json')).resolve('vitest/package.json')
    return join(dirname(manifest), 'vitest.mjs')
  } catch (cause) {
    const why = 'has no vitest in node_modules: install the packages (Yarn needs nodeLinker: node-modules)'
    throw unusable(revision, why, cause)
  }
}

function unusable(revision: Revision, why: string, cause?: unknown): LlmBenchError {
  return new LlmBenchError('revision-unusable', `llm-bench ab: ${spokenName(revision)} ${why}`, { cause })
}
