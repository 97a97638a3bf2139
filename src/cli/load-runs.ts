import { dirname, resolve } from 'node:path'
import * as v from 'valibot'
import { isBaseline, readBaselineFile } from '../baseline/baseline-file.ts'
import type { KeptSamples } from '../record/baseline.ts'
import { saveCommand } from '../baseline/baseline-path.ts'
import { damagedPart } from '../baseline/comparable-run.ts'
import { keepSamples } from '../baseline/keep-samples.ts'
import { runKey } from '../baseline/run-key.ts'
import { LlmBenchError } from '../errors.ts'
import type { EnvironmentRecord, Fingerprint } from '../record/environment.ts'
import type { ShardRecord } from '../record/parts/shard.ts'
import { fingerprintOf } from '../machine/facts/fingerprint.ts'
import { importReport } from '../imports/import-report.ts'
import { at, objectOf } from '../json.ts'
import { reportSchema } from '../record/report.ts'
import type { RunRecord } from '../record/run.ts'
import { readReportFile } from './report-file.ts'
import { journalSamples } from './journal-samples.ts'

/** A run of a file, with the samples that were kept of it. */
export interface LoadedRun {
  readonly key: string
  readonly record: RunRecord
  readonly samples: KeptSamples
  /** Fingerprint of its machine; null for another tool's report, which does not say where it was made. */
  readonly fingerprint: Fingerprint | null
}

/** A file's runs, and caveats about them. */
export interface LoadedFile {
  readonly runs: readonly LoadedRun[]
  readonly notes: readonly string[]
}

/** The parts of report.json that are needed here. */
interface ReportParts {
  readonly schemaVersion: number
  readonly environment: EnvironmentRecord
  readonly runs: readonly RunRecord[]
  readonly shards?: readonly ShardRecord[]
}

/** The parts of a machine that its fingerprint reads. */
const machine = v.looseObject({
  os: v.looseObject({ platform: v.string(), release: v.string(), arch: v.string() }),
  cpu: v.looseObject({ model: v.string() }),
  memoryBytes: v.number(),
  versions: v.looseObject({}),
})

/**
 * The runs of a report.json, a baseline, or another tool's report.
 * @throws LlmBenchError naming the file and the forms that can be read
 */
export function loadRuns(file: string): LoadedFile {
  const path = resolve(file)
  const value = readReportFile(path)
  if (isReport(value)) return fromReport(ofThisSchema(value, path), path)
  if (isBaseline(value) || (objectOf(value) !== null && at(value, 'fingerprint') !== undefined))
    return fromBaseline(path)
  const { runs, notes } = importReport(value, path)
  return { runs: runs.map((run) => loaded(run, null)), notes }
}

function loaded({ key, record, samples }: Omit<LoadedRun, 'fingerprint'>, fingerprint: Fingerprint | null): LoadedRun {
  return { key, record, samples, fingerprint }
}

function fromReport(report: ReportParts, path: string): LoadedFile {
  // Of the attempts of a retried test the last counts, of repeats the first, as in a baseline.
  const first = report.runs.filter(({ repeat }) => ((repeat as RunRecord['repeat'] | undefined)?.number ?? 1) === 1)
  const last = new Map(first.map((record) => [runKey(record), record]))
  const samples = journalSamples(dirname(path), new Set([...last.values()].map(({ id }) => id)))
  const runs = [...last].map(([key, record]): LoadedRun => {
    const columns = samples.get(record.id)
    return {
      key,
      record,
      samples: columns === undefined ? { kind: 'points' } : keepSamples(record, columns),
      fingerprint: fingerprintOf(machineOf(report, record.id), record.target),
    }
  })
  return { runs, notes: pointsNote(runs, path) }
}

/** The machine that a run was measured on: of a merged report that of its shard. */
function machineOf({ environment, shards }: ReportParts, run: string): EnvironmentRecord {
  // A report of an earlier version has none.
  const of = Array.isArray(shards) ? shards.find(({ runs }) => Array.isArray(runs) && runs.includes(run)) : undefined
  return v.is(machine, of?.environment) ? (of?.environment ?? environment) : environment
}

function fromBaseline(path: string): LoadedFile {
  const baseline = readBaselineFile(path)
  if (baseline === null) throw new LlmBenchError('baseline-missing', `there is no file ${path}`)
  const runs = baseline.runs.map((run) => loaded(run, baseline.fingerprint))
  return { runs, notes: pointsNote(runs, path) }
}

function pointsNote(runs: readonly LoadedRun[], path: string): string[] {
  const without = runs.filter(({ samples }) => samples.kind === 'points').length
  if (without === 0) return []
  const which = without === runs.length ? '' : ` for ${without} of ${runs.length} runs`
  return [`${path}: no samples: points only${which} (they are in a baseline, or in the journal beside the report)`]
}

function isReport(value: unknown): value is ReportParts {
  return (
    objectOf(value) !== null &&
    typeof at(value, 'schemaVersion') === 'number' &&
    objectOf(at(value, 'generator')) !== null &&
    objectOf(at(value, 'environment')) !== null &&
    Array.isArray(at(value, 'runs'))
  )
}

function ofThisSchema(report: ReportParts, path: string): ReportParts {
  if (report.schemaVersion === reportSchema) return whole(report, path)
  throw new LlmBenchError(
    'baseline-incompatible',
    `${path} cannot be compared: its schemaVersion is ${report.schemaVersion}, ` +
      `and this version reads ${reportSchema}; measure again with this version, ` +
      `and save baselines again with ${saveCommand}`,
  )
}

/** The report, where what a comparison reads of it is there: a file that was changed by hand may lack anything. */
function whole(report: ReportParts, path: string): ReportParts {
  const places = report.runs.flatMap((run, index) => {
    const part = damagedPart(run)
    return part === null ? [] : [`runs[${index}]${part === '' ? '' : `.${part}`}`]
  })
  const [place] = v.is(machine, report.environment) ? places : ['environment', ...places]
  if (place === undefined) return report
  throw new LlmBenchError(
    'baseline-incompatible',
    `${path} cannot be compared: its ${place} is missing or damaged; ` +
      'measure again, or take the file from where it was made',
  )
}
