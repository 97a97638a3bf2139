import { LlmBenchError } from '../../../errors.ts'
import { runChild } from './child.ts'
import type { PackageManager } from './lockfile.ts'

/** A script of package.json to run in a side's folder. */
export interface Build {
  readonly script: string
  readonly manager: PackageManager
  readonly folder: string
  readonly revision: string
  readonly stop: AbortSignal
}

/**
 * Runs a script of package.json.
 * @throws LlmBenchError `revision-unusable` where it fails
 */
export async function build({ script, manager, folder, revision, stop }: Build): Promise<void> {
  const { exitCode, lastWords, isMissing } = await runChild({
    program: manager,
    args: ['run', script],
    cwd: folder,
    stop,
  })
  stop.throwIfAborted()
  if (isMissing) {
    throw new LlmBenchError('invalid-option', `llm-bench ab --build: there is no ${manager} on the PATH: install it`)
  }
  if (exitCode === 0) return
  throw new LlmBenchError(
    'revision-unusable',
    `${manager} run ${script} failed for ${revision} (exit code ${exitCode ?? 'none'}): ${lastWords}: ` +
      'mend it there, name another script with --build, or give the files that git ignores and it needs with --with',
  )
}
