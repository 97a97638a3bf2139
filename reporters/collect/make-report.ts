import type { TestModule } from 'vitest/node'
import { collectEnvironment } from '../../src/machine/facts/environment.ts'
import { fingerprintOf } from '../../src/machine/facts/fingerprint.ts'
import type { EnvironmentRecord } from '../../src/record/environment.ts'
import type { RunRecord } from '../../src/record/run.ts'
import { packageManifest } from '../../src/package-root.ts'
import { collect } from './collect.ts'
import type { Collected } from './collected.ts'
import { notesOf } from './notes.ts'
import { type Report, reportSchema, type RunFingerprint } from '../../src/record/report.ts'
import { runTitles } from '../words/run-titles.ts'
import { addUnfinishedRuns } from './unfinished-runs.ts'

/** Tests that a report is made of, and facts about their execution. */
export interface ReportInput {
  readonly modules: readonly TestModule[]
  /** Folder of the journals; null when nothing was measured here (merged reports). */
  readonly journal: string | null
  readonly root: string
  readonly startedAt: Date
  /** One-minute load average when the run started; null where there is none. */
  readonly loadAverage: number | null
  readonly profile: string
  /** Sentences for the notes. */
  readonly notes: readonly string[]
  /** False when the run was interrupted. */
  readonly finished: boolean
}

/** Collects and completes everything the renderers show. */
export function makeReport(input: ReportInput): { report: Report } & Pick<Collected, 'series' | 'columns'> {
  const collected = collect(input.modules)
  addUnfinishedRuns(collected, input.journal)
  const { runs, functions, looseClaims, series, columns, notes } = collected
  for (const [index, title] of runTitles(runs).entries()) (runs[index] as RunRecord).title = title
  const environment = environmentOf(input)
  const report: Report = {
    schemaVersion: reportSchema,
    generator: packageManifest(),
    startedAt: input.startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    complete: input.finished && runs.every(({ state, replaced }) => state === 'complete' || replaced),
    profile: input.profile,
    environment,
    fingerprints: input.journal === null ? [] : runs.map((run) => fingerprint(environment, run)),
    runs,
    functions,
    looseClaims,
    notes: [...input.notes, ...mergedNotes(input, runs.length), ...notes, ...notesOf(runs)],
  }
  return { report, series, columns }
}

/** The machine this report is made on; its load as it was before the first benchmark. */
function environmentOf({ root, loadAverage }: ReportInput): EnvironmentRecord {
  const environment = collectEnvironment(root)
  return { ...environment, cpu: { ...environment.cpu, loadAverage } }
}

function mergedNotes({ journal }: ReportInput, runs: number): string[] {
  return journal === null && runs > 0
    ? ['Merged from other reports: the environment is that of the machine that merged them.']
    : []
}

function fingerprint(environment: EnvironmentRecord, { id, target }: RunRecord): RunFingerprint {
  const { hash, fields } = fingerprintOf(environment, target)
  return { run: id, hash, fields: { ...fields } }
}
