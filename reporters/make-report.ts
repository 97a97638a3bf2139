import type { TestModule } from 'vitest/node'
import { collectEnvironment } from '../src/hardware/environment.ts'
import { packageManifest } from '../src/package-root.ts'
import type { RunSeries } from './charts/report-charts.ts'
import { collect } from './collect.ts'
import { notesOf } from './notes.ts'
import type { Report } from './report.ts'
import { addUnfinishedRuns } from './unfinished-runs.ts'

/** What a report is made of. */
export interface ReportInput {
  readonly modules: readonly TestModule[]
  /** Folder of the journals; null when nothing was measured here (merged reports). */
  readonly journal: string | null
  readonly root: string
  readonly startedAt: Date
  readonly profile: string
  /** A sentence for the notes; null for none. */
  readonly note: string | null
  /** False when the run was interrupted. */
  readonly finished: boolean
}

/** Collects and completes everything the renderers show. */
export function makeReport(input: ReportInput): { report: Report; series: Map<string, RunSeries> } {
  const collected = collect(input.modules)
  if (input.journal !== null) addUnfinishedRuns(collected, input.journal)
  const { runs, functions, looseClaims, series } = collected
  const report: Report = {
    schemaVersion: 1,
    generator: packageManifest(),
    startedAt: input.startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    complete: input.finished && runs.every(({ state }) => state === 'complete'),
    profile: input.profile,
    environment: collectEnvironment(input.root),
    runs,
    functions,
    looseClaims,
    notes: [...(input.note === null ? [] : [input.note]), ...notesOf(runs)],
  }
  return { report, series }
}
