import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { now } from '../../clock.ts'
import { LlmBenchError } from '../../errors.ts'
import { outputVariable } from '../../options.ts'
import { type LoadedRun, loadRuns } from '../load-runs.ts'
import type { SideLetter } from './abba.ts'
import { runChild } from './sides/child.ts'
import type { Side } from './sides/prepare-side.ts'
import { spokenName } from './sides/repository.ts'

/** An execution of a side's bench files, in which each model and server was started anew. */
export interface Launch {
  readonly letter: SideLetter
  /** Number of its set, from 0. */
  readonly set: number
  readonly runs: readonly LoadedRun[]
  readonly tookMs: number
  /** Exit code of Vitest: 1 where a claim of the bench failed; null where it was ended by a signal. */
  readonly exitCode: number | null
}

/** Where and how one is made. */
export interface LaunchPlan {
  readonly side: Side
  readonly letter: SideLetter
  readonly set: number
  /** Words behind `vitest bench --run`. */
  readonly vitestArguments: readonly string[]
  /** Variables of its process beside those of this one. */
  readonly env?: Readonly<Record<string, string>>
  /** Folder of its report, of its own. */
  readonly output: string
  readonly stop: AbortSignal
}

/** Folder of a report where a release does not know the variable. */
const usualFolder = 'llm-bench-report'

/**
 * Measures a side once.
 * @throws LlmBenchError `revision-unusable` where nothing was measured, `baseline-incompatible` for a report of
 *   another schema
 */
export async function launch(plan: LaunchPlan): Promise<Launch> {
  const { side, letter, set, vitestArguments, output, stop, env = {} } = plan
  const began = now()
  const places = [output, join(side.folder, usualFolder)].map((folder) => join(folder, 'report.json'))
  // The launch before may have left one, and one that measures nothing writes none.
  const earlier = places.map(writtenAt)
  const { exitCode, lastWords } = await runChild({
    program: process.execPath,
    args: [side.vitest, 'bench', '--run', ...vitestArguments],
    cwd: side.folder,
    // The summary of a CI job is for what this program prints.
    env: { ...env, [outputVariable]: output, GITHUB_STEP_SUMMARY: undefined, NO_COLOR: '1', FORCE_COLOR: undefined },
    stop,
  })
  stop.throwIfAborted()
  const report = places.find((path, index) => existsSync(path) && writtenAt(path) !== earlier[index])
  if (report === undefined) throw measuredNothing(side, exitCode, lastWords)
  const { runs } = loadRuns(report)
  if (runs.length === 0) throw measuredNothing(side, exitCode, lastWords)
  return { letter, set, runs, tookMs: now() - began, exitCode }
}

/** Time at which a file was last written, in nanoseconds; null where there is none. */
function writtenAt(path: string): bigint | null {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.mtimeNs ?? null
}

function measuredNothing({ revision }: Side, exitCode: number | null, lastWords: string): LlmBenchError {
  return new LlmBenchError(
    'revision-unusable',
    `vitest bench measured nothing in ${spokenName(revision)} (exit code ${exitCode ?? 'none'}): ${lastWords}`,
  )
}
