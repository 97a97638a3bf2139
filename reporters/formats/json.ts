import type { Report } from '../../src/record/report.ts'
import { plainJson } from '../../src/plain-text.ts'
import type { FileOutput } from './output.ts'

function jsonValue(_key: string, value: unknown): unknown {
  if (value === undefined) return null
  if (typeof value === 'number' && !Number.isFinite(value)) return null
  return value
}

/**
 * report.json: the report as JSON text with two spaces and a final line break. Values that JSON cannot
 * hold (NaN, infinities, undefined) become null, as the schema says.
 */
export function renderJson(report: Report): string {
  return `${plainJson(JSON.stringify(report, jsonValue, 2))}\n`
}

/** The output `json`: the report for programs. */
export const json: FileOutput = { name: 'json', file: 'report.json', render: renderJson }
