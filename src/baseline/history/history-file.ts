import { appendFileSync, closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { formatCount } from '../../figures.ts'
import { isObject, parsedJson } from '../../json.ts'
import { whileLocked } from '../../owned/file-lock.ts'
import { plainJson, plainText } from '../../plain-text.ts'
import { type HistoryRunRecord, historySchema } from '../../record/history/history.ts'
import { eachLine } from '../../samples/file-lines.ts'
import { systemReason } from '../../system-error.ts'
import { LlmBenchError } from '../../errors.ts'

/** The history as far as it can be read. */
export interface HistoryRead {
  /** Runs by the time they were measured, each once. */
  readonly runs: readonly HistoryRunRecord[]
  /** A sentence about each sort of line that is left out. */
  readonly notes: readonly string[]
}

/** Path of the history of a project. */
export function historyPath(root: string): string {
  return join(root, '.llm-bench', 'history.jsonl')
}

/**
 * Appends runs to the history, all in one write and while no other process does: shards may do it at the same time. A
 * line that a crash cut short stays as it is; what follows begins a new one.
 * @throws LlmBenchError `report-write` where it cannot be written
 */
export function appendHistory(root: string, runs: readonly HistoryRunRecord[]): void {
  if (runs.length === 0) return
  const path = historyPath(root)
  const text = runs.map((run) => `${plainJson(JSON.stringify(run))}\n`).join('')
  try {
    whileLocked(path, () => appendFileSync(path, `${endsInLine(path) ? '' : '\n'}${text}`))
  } catch (cause) {
    if (cause instanceof LlmBenchError) throw cause
    const why = systemReason(cause)
    const way = 'check the folder and its permissions'
    throw new LlmBenchError('report-write', `the history ${path} cannot be written (${why}): ${way}`, { cause })
  }
}

/** Whether a file ends with a line feed, or has nothing in it. */
function endsInLine(path: string): boolean {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    return true
  }
  try {
    const { size } = fstatSync(file)
    const last = Buffer.alloc(1)
    return size === 0 || (readSync(file, last, 0, 1, size - 1) === 1 && last[0] === 0x0a)
  } finally {
    closeSync(file)
  }
}

/**
 * Reads the history of a project; nothing where there is none. Lines that cannot be read are left out, and said.
 * @throws LlmBenchError `not-measured` where the file cannot be read
 */
export function readHistory(root: string): HistoryRead {
  const path = historyPath(root)
  const runs = new Map<string, HistoryRunRecord>()
  const damaged: number[] = []
  const foreign: number[] = []
  let number = 0
  try {
    eachLine(path, (line) => {
      number++
      const value = line === null ? undefined : parsedJson(line.toString())
      if (isRun(value)) runs.set(value.id, value)
      else if (isObject(value) && typeof value['schemaVersion'] === 'number') foreign.push(number)
      else damaged.push(number)
    })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return { runs: [], notes: [] }
    throw new LlmBenchError('not-measured', `the history ${path} cannot be read (${systemReason(cause)})`, { cause })
  }
  const sorted = [...runs.values()].toSorted((one, other) => (one.measuredAt < other.measuredAt ? -1 : 1))
  const notes = [
    ...noteOf(path, damaged, 'cannot be read'),
    ...noteOf(path, foreign, 'of another version of this package cannot be read'),
  ]
  return { runs: sorted, notes }
}

function noteOf(path: string, lines: readonly number[], what: string): string[] {
  const [first] = lines
  if (first === undefined) return []
  const count = lines.length === 1 ? '1 line' : `${formatCount(lines.length)} lines`
  return [plainText(`${count} of ${path} ${what}, the first is line ${first}: left out, nothing is deleted`)]
}

/** A fingerprint as it is made: what is anything else comes from elsewhere, and may not reach a terminal. */
const fingerprintHash = /^[0-9a-f]{12}$/u

/** Whether a value is a run of a history, as far as trends depend on it. */
function isRun(value: unknown): value is HistoryRunRecord {
  if (!isObject(value) || value['schemaVersion'] !== historySchema) return false
  const { id, key, execution, measuredAt, commit, dirty, fingerprint, work, figures, anchorMs, provenance } = value
  return (
    [id, key, execution, measuredAt, provenance].every((text) => typeof text === 'string') &&
    (commit === null || typeof commit === 'string') &&
    (dirty === null || typeof dirty === 'boolean') &&
    isObject(fingerprint) &&
    typeof fingerprint['hash'] === 'string' &&
    fingerprintHash.test(fingerprint['hash']) &&
    isObject(fingerprint['fields']) &&
    isObject(work) &&
    isObject(figures) &&
    Object.values(figures).every(Number.isFinite) &&
    (anchorMs === null || (typeof anchorMs === 'number' && anchorMs > 0))
  )
}
