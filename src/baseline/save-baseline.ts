import { LlmBenchError } from '../errors.ts'
import type { EnvironmentRecord, Fingerprint } from '../record/environment.ts'
import { fingerprintOf } from '../machine/facts/fingerprint.ts'
import { whileLocked } from '../owned/file-lock.ts'
import type { RunRecord } from '../record/run.ts'
import type { EncodedColumns } from '../record/samples.ts'
import { readBaselineFile, writeBaselineFile } from './baseline-file.ts'
import { type BaselineRun, baselineSchema, type SavedState } from '../record/baseline.ts'
import { baselinePath, checkedName } from './baseline-path.ts'
import { keepSamples } from './keep-samples.ts'
import { runKey } from './run-key.ts'
import { unfit } from './unfit.ts'
import { systemReason } from '../system-error.ts'

/** Runs to save as a baseline, the machine they were made on, and the place to save them in. */
export interface SaveInput {
  /** The project's root: the baseline goes to `.llm-bench/baselines` in it. */
  readonly root: string
  /** Name of the baseline, such as `main`. */
  readonly name: string
  readonly environment: EnvironmentRecord
  readonly runs: readonly {
    readonly record: RunRecord
    readonly columns: EncodedColumns
    /** Its own machine, where that is another one; null where it was made on several that are not alike. */
    readonly environment?: EnvironmentRecord | null
  }[]
}

const severalMachines = 'its parts were measured on machines that differ, or that are not known'

/** Outcome of a save: files written, runs saved and runs left out. */
export interface SavedBaseline {
  /** Absolute paths of the files written: one a fingerprint, and a model has its own. */
  readonly paths: readonly string[]
  /** Runs saved. */
  readonly saved: number
  /** Runs that make no baseline, each with why in one line. */
  readonly skipped: readonly { readonly key: string; readonly reason: string }[]
  /** Runs saved whose invalid checks make comparisons refuse them, with the ids of these. */
  readonly broken: readonly { readonly key: string; readonly checks: readonly string[] }[]
}

/**
 * Saves runs as a baseline, synchronously and each file whole, so that a process on its way out can
 * do it. A run replaces the one of the same key and fingerprint; the others of the file stay, also those
 * that another process saves at the same time. Of the attempts of a retried test the last counts.
 *
 * @throws LlmBenchError `invalid-option` for a name that is no file name, `baseline-incompatible`
 * where the file that is there is damaged, `report-write` where it cannot be written
 */
export function saveBaseline({ root, name, environment, runs }: SaveInput): SavedBaseline {
  checkedName(name)
  const skipped: { key: string; reason: string }[] = []
  const files = new Map<string, { fingerprint: Fingerprint; runs: Map<string, BaselineRun> }>()
  const state = stateOf(environment)
  for (const { record, columns, environment: own } of runs) {
    const key = runKey(record)
    const fingerprint = fingerprintOf(own ?? environment, record.target)
    const file = files.get(fingerprint.hash) ?? { fingerprint, runs: new Map<string, BaselineRun>() }
    const reason = (own === null ? severalMachines : null) ?? unfit(record) ?? ambiguous(record, file.runs.get(key))
    if (reason === null) {
      file.runs.set(key, { key, ...state, record: { ...record, claims: [] }, samples: keepSamples(record, columns) })
      files.set(fingerprint.hash, file)
    } else skipped.push({ key, reason })
  }
  const paths: string[] = []
  const saved: BaselineRun[] = []
  for (const file of files.values()) {
    const kept = [...file.runs.values()]
    paths.push(mergeInto(root, name, file.fingerprint, state, kept))
    saved.push(...kept)
  }
  const broken = saved.flatMap(({ key, record }) => {
    const checks = record.checks.flatMap(({ id, status }) => (status === 'invalid' ? [id] : []))
    return checks.length === 0 ? [] : [{ key, checks }]
  })
  return { paths, saved: saved.length, skipped, broken }
}

/**
 * Adds runs to the baseline of a fingerprint, in place of those of the same keys; gives the path.
 * @throws LlmBenchError as {@link saveBaseline}
 */
export function mergeInto(
  root: string,
  name: string,
  fingerprint: Fingerprint,
  state: SavedState,
  runs: readonly BaselineRun[],
): string {
  const path = baselinePath(root, fingerprint.hash, name)
  const replaced = new Set(runs.map(({ key }) => key))
  const merge = (): void => {
    const kept = readBaselineFile(path)?.runs ?? []
    writeBaselineFile(path, {
      schemaVersion: baselineSchema,
      name,
      ...state,
      fingerprint,
      runs: [...kept.filter(({ key }) => !replaced.has(key)), ...runs],
    })
  }
  try {
    // Several processes save at once: shards, and imports side by side.
    whileLocked(path, merge)
  } catch (cause) {
    if (cause instanceof LlmBenchError) throw cause
    throw new LlmBenchError(
      'report-write',
      `the baseline ${path} cannot be written (${systemReason(cause)}): check the folder and its permissions`,
      { cause },
    )
  }
  return path
}

function stateOf({ git }: EnvironmentRecord): SavedState {
  return {
    savedAt: new Date().toISOString(),
    commit: git?.commit ?? null,
    branch: git?.branch ?? null,
    dirty: git?.dirty ?? null,
  }
}

function ambiguous({ attempt, blob }: RunRecord, earlier: BaselineRun | undefined): string | null {
  if (earlier === undefined) return null
  if (blob !== earlier.record.blob) {
    return 'another blob report has a run of the same test: save baselines where they are measured'
  }
  if (attempt > earlier.record.attempt) return null
  return 'another run of the same test has its name: give each bench a name of its own'
}
