import { LlmBenchError } from '../../../errors.ts'
import { join } from 'node:path'
import { runChild } from './child.ts'
import type { Lockfile, PackageManager } from './lockfile.ts'

/** Arguments with which a manager installs what the lockfile says, and nothing else. */
const installs: Readonly<Record<PackageManager, readonly string[]>> = {
  npm: ['ci', '--no-audit', '--no-fund'],
  pnpm: ['install', '--frozen-lockfile'],
  yarn: ['install', '--frozen-lockfile'],
}

/** A work tree with the words for it. */
export interface Installed {
  readonly root: string
  readonly revision: string
  readonly stop: AbortSignal
}

/**
 * Installs what a lockfile says.
 * @throws LlmBenchError `invalid-option` for a manager that is not known here or not there, `revision-unusable`
 *   where it fails
 */
export async function install(lockfile: Lockfile, { root, revision, stop }: Installed): Promise<void> {
  const { manager, name, text } = lockfile
  if (manager === null) {
    throw new LlmBenchError(
      'invalid-option',
      `llm-bench ab: ${revision} has other packages by its ${name}, and only npm, pnpm and yarn ` +
        'install them here: compare revisions with the same lockfile',
    )
  }
  // Yarn 2 and later name it otherwise, and say so in the file's own head.
  const isModernYarn = manager === 'yarn' && text.includes('__metadata:')
  const args = isModernYarn ? ['install', '--immutable'] : installs[manager]
  const { exitCode, lastWords, isMissing } = await runChild({
    program: manager,
    args,
    cwd: join(root, lockfile.folder),
    // Vitest is mostly a development dependency.
    env: { NODE_ENV: undefined, COREPACK_ENABLE_DOWNLOAD_PROMPT: '0' },
    stop,
  })
  stop.throwIfAborted()
  if (isMissing) {
    throw new LlmBenchError(
      'invalid-option',
      `llm-bench ab: ${revision} has other packages by its ${name}, and there is no ${manager} on the PATH: install it`,
    )
  }
  if (exitCode === 0) return
  throw new LlmBenchError(
    'revision-unusable',
    `${manager} ${args.join(' ')} failed for ${revision} (exit code ${exitCode ?? 'none'}): ${lastWords}`,
  )
}
