import { readFileSync } from 'node:fs'
import { baselineSchema, type BaselineFile } from '../record/baseline.ts'
import { LlmBenchError } from '../errors.ts'
import { assertRegular } from '../regular-file.ts'
import { isObject, numberOf, parsedJson } from '../json.ts'
import { plainJson } from '../plain-text.ts'
import { writeWhole } from '../write-whole.ts'
import { saveCommand } from './baseline-path.ts'
import { isComparable } from './comparable-run.ts'
import { mostColumns } from './keep-samples.ts'

/**
 * The baseline in a file, or null where there is no file.
 * @throws LlmBenchError `baseline-incompatible` for a file that is no baseline of this version
 */
export function readBaselineFile(path: string): BaselineFile | null {
  const text = textOf(path)
  if (text === null) return null
  const value = parsedJson(text)
  if (isBaseline(value)) return value
  throw new LlmBenchError(
    'baseline-incompatible',
    `the baseline ${path} cannot be used: ${problemOf(text, value)}; delete it and save it again with ${saveCommand}`,
  )
}

/** Writes a baseline whole or not at all, synchronously. Throws Node's own error. */
export function writeBaselineFile(path: string, baseline: BaselineFile): void {
  writeWhole(path, `${plainJson(JSON.stringify(baseline, null, 1))}\n`)
}

/** Whether a parsed JSON value has the shape of a baseline's file. */
export function isBaseline(value: unknown): value is BaselineFile {
  if (!isObject(value) || value['schemaVersion'] !== baselineSchema) return false
  const { name, savedAt, fingerprint, runs } = value
  return (
    typeof name === 'string' &&
    typeof savedAt === 'string' &&
    isObject(fingerprint) &&
    typeof fingerprint['hash'] === 'string' &&
    isObject(fingerprint['fields']) &&
    Array.isArray(runs) &&
    runs.every(isRun)
  )
}

function isRun(value: unknown): boolean {
  if (!isObject(value) || typeof value['key'] !== 'string') return false
  const { record, samples } = value
  return isComparable(record) && isObject(samples) && isKept(samples)
}

function isKept({ kind, columns, digests }: Record<string, unknown>): boolean {
  if (kind === 'points') return true
  if (kind === 'digests') return isObject(digests) && Object.values(digests).every(isDigest)
  return kind === 'columns' && isObject(columns) && isCount(columns['n']) && wholeColumns(columns)
}

function isCount(n: unknown): boolean {
  return Number.isInteger(n) && (n as number) >= 0 && (n as number) <= mostColumns
}

function isDigest(value: unknown): boolean {
  if (!isObject(value)) return false
  const { indices, counts, ...figures } = value
  const lists = [indices, counts].map((list) => (Array.isArray(list) && list.every(isNumber) ? list.length : null))
  const names = ['relativeError', 'count', 'zeros', 'infinite', 'effective']
  return lists[0] !== null && lists[0] === lists[1] && names.every((name) => isNumber(figures[name]))
}

function isNumber(value: unknown): boolean {
  return numberOf(value) !== null
}

/** Whether every column is base64 text of n float64, or of the one that all of them are. */
function wholeColumns({ n, ...columns }: Record<string, unknown>): boolean {
  const lengths = new Set([n as number, 1].map((values) => Math.ceil((values * 8) / 3) * 4))
  return Object.values(columns).every((text) => typeof text === 'string' && lengths.has(text.length))
}

function textOf(path: string): string | null {
  try {
    assertRegular(path)
    return readFileSync(path, 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw new LlmBenchError(
      'baseline-incompatible',
      `the baseline ${path} cannot be read (${code ?? 'unknown'}): check its permissions`,
      { cause },
    )
  }
}

function problemOf(text: string, value: unknown): string {
  if (value === undefined) return text.trim() === '' ? 'it is empty' : 'it is not JSON'
  const version = isObject(value) ? value['schemaVersion'] : undefined
  if (typeof version === 'number' && version !== baselineSchema) {
    return `its schemaVersion is ${version}, and this version reads ${baselineSchema}`
  }
  return 'it is not the JSON of a baseline, or a part of it is missing'
}
