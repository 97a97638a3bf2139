import type { TestModule } from 'vitest/node'
import { collectEnvironment } from '../../src/machine/facts/environment.ts'
import type { EnvironmentRecord } from '../../src/record/environment.ts'
import type { MachineFacts } from '../../src/record/machine/facts.ts'
import type { RunRecord } from '../../src/record/run.ts'
import { packageManifest } from '../../src/package-root.ts'
import { decisiveClaims } from '../words/claims.ts'
import { regressionsSentence } from '../words/regressions.ts'
import { adjustRegressions } from './adjust-regressions.ts'
import { collect } from './collect.ts'
import type { Collected } from './collected.ts'
import { notesOf } from './notes.ts'
import { runFingerprint, shardFingerprints, shardNote } from './shards.ts'
import { type Report, reportSchema } from '../../src/record/report.ts'
import { runTitles } from '../words/run-titles.ts'
import { configurationSweeps } from '../words/sweeps/configurations.ts'
import { severalOf } from '../words/several/several.ts'
import { depthLines } from '../words/sweeps/depth-lines.ts'
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
  /** Facts that the probes of this machine found; null where nobody asked. */
  readonly machine: MachineFacts | null
  readonly profile: string
  /** Sentences for the notes. */
  readonly notes: readonly string[]
  /** False when the run was interrupted. */
  readonly finished: boolean
}

/** Collects and completes everything the renderers show. */
export function makeReport(input: ReportInput): { report: Report } & Pick<Collected, 'series' | 'columns' | 'gaps'> {
  const collected = collect(input.modules, input.journal)
  addUnfinishedRuns(collected, input.journal)
  const { series, columns, gaps } = collected
  const report = reportOf(collected, {
    startedAt: input.startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    complete: input.finished,
    profile: input.profile,
    environment: (input.journal === null ? collected.shards[0]?.environment : undefined) ?? environmentOf(input),
    measuredHere: input.journal !== null,
    notes: [...input.notes, ...mergedNotes(input, collected)],
  })
  return { report, series, columns, gaps }
}

/** Facts about an execution that its report begins with. */
export interface Execution extends Pick<Report, 'startedAt' | 'finishedAt' | 'profile' | 'environment' | 'notes'> {
  /** False when it was interrupted. */
  readonly complete: boolean
  /** Whether the environment is the one that was measured in. */
  readonly measuredHere: boolean
}

/** The report of what was collected. */
export function reportOf(
  { runs, functions, intrinsic, looseClaims, shards, notes: collected }: Collected,
  { measuredHere, complete, notes, ...execution }: Execution,
): Report {
  for (const [index, title] of runTitles(runs).entries()) (runs[index] as RunRecord).title = title
  const report: Report = {
    schemaVersion: reportSchema,
    generator: packageManifest(),
    ...execution,
    complete: complete && runs.every(({ state, replaced }) => state === 'complete' || replaced),
    fingerprints: measuredHere
      ? runs.map((run) => runFingerprint(execution.environment, run))
      : shardFingerprints(runs, shards),
    shards: measuredHere ? [] : shards,
    runs,
    depthLines: configurationSweeps(runs).flatMap(depthLines),
    several: severalOf(runs),
    intrinsic,
    history: [],
    functions,
    looseClaims,
    notes: [...notes, ...collected, ...notesOf(runs)],
  }
  const claims = decisiveClaims(report)
  adjustRegressions(claims.map(({ claim }) => claim))
  const regressions = regressionsSentence(claims)
  if (regressions !== null) report.notes.push(regressions)
  return report
}

/** The machine this report is made on; its load as it was before the first benchmark. */
function environmentOf({ root, loadAverage, machine }: ReportInput): EnvironmentRecord {
  const environment = collectEnvironment(root)
  return { ...environment, machine, cpu: { ...environment.cpu, loadAverage } }
}

function mergedNotes({ journal }: ReportInput, { runs, shards }: Collected): string[] {
  return journal === null && runs.length > 0 ? [shardNote(runs, shards)] : []
}
