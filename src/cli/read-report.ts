import { damagedPart } from '../baseline/comparable-run.ts'
import { LlmBenchError } from '../errors.ts'
import { isObject } from '../json.ts'
import { type Report, reportSchema } from '../record/report.ts'
import { readReportFile } from './report-file.ts'

/**
 * A report.json, whole. Lists that an earlier version had not are empty.
 * @throws LlmBenchError naming the file: it is not there, no report, of another schema or damaged
 */
export function readReport(path: string): Report {
  const value = readReportFile(path)
  if (!isObject(value) || !isObject(value['generator']) || !Array.isArray(value['runs'])) {
    throw incompatible(`${path} is no report: give a report.json, its folder, or a folder of journals`)
  }
  if (value['schemaVersion'] !== reportSchema) {
    const version = typeof value['schemaVersion'] === 'number' ? String(value['schemaVersion']) : 'unknown'
    throw incompatible(
      `${path} cannot be read: its schemaVersion is ${version}, and this version reads ${reportSchema}`,
    )
  }
  const runs: readonly unknown[] = value['runs']
  const index = runs.findIndex((run) => damagedPart(run) !== null)
  if (index !== -1 || !isObject(value['environment'])) {
    throw incompatible(`${path} is damaged: ${index === -1 ? 'environment' : `runs[${index}]`} is missing or broken`)
  }
  const lists = {
    fingerprints: [],
    shards: [],
    depthLines: [],
    several: [],
    intrinsic: [],
    history: [],
    functions: [],
    looseClaims: [],
    notes: [],
  }
  return { ...lists, ...value } as unknown as Report
}

function incompatible(message: string): LlmBenchError {
  return new LlmBenchError('baseline-incompatible', message)
}
