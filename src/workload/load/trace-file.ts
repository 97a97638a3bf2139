import { resolve } from 'node:path'
import { LlmBenchError } from '../../errors.ts'
import { linesOf } from '../files/text-blocks.ts'
import { invalidWorkload } from '../invalid-workload.ts'
import type { Schedule } from './plan.ts'
import { csvFormat, jsonLineRow, type TraceFormat, type TraceRow } from './trace-rows.ts'

/**
 * Reads recorded traffic until it has enough. The first request becomes moment 0. Rows with no input
 * or no output token are recorded failures (BurstGPT): they are skipped.
 *
 * @param speed 2 halves every moment
 * @param limit most requests, and the moment (after `speed`) before which they must come
 * @throws LlmBenchError `invalid-workload` naming the file and the line
 */
export function readTrace(
  path: string,
  root: string,
  speed: number,
  limit: { readonly requests: number; readonly durationMs: number },
): Schedule {
  const file = resolve(root, path)
  const at: number[] = []
  const kept: TraceRow[] = []
  for (const row of rowsOf(file)) {
    const moment = (row.atMs - (kept[0]?.atMs ?? row.atMs)) / speed
    if (moment >= limit.durationMs) break
    at.push(moment)
    kept.push(row)
    if (kept.length >= limit.requests) break
  }
  if (kept.length === 0) throw invalidWorkload(`${file}: no request with tokens in it`)
  return {
    at: Float64Array.from(at),
    inputTokens: column(kept, 'inputTokens'),
    outputTokens: column(kept, 'outputTokens'),
  }
}

function column(rows: readonly TraceRow[], name: 'inputTokens' | 'outputTokens'): Int32Array | null {
  return rows[0]?.[name] === null ? null : Int32Array.from(rows, (row) => row[name] as number)
}

function* rowsOf(file: string): Generator<TraceRow, void, void> {
  let format: TraceFormat | null = null
  let before: TraceRow | null = null
  let number = 0
  for (const line of readLines(file)) {
    number++
    if (line.trim() === '') continue
    if (format === null) {
      const found = line.trimStart().startsWith('{') ? jsonLineRow : csvFormat(line.replace(/^\uFEFF/, ''))
      if (typeof found === 'string') throw invalidWorkload(`${file}:${number}: ${found}`)
      format = found
      if (format !== jsonLineRow) continue
    }
    const row = format(line)
    if (typeof row === 'string') throw invalidWorkload(`${file}:${number}: ${row}`)
    if (row.inputTokens === 0 || row.outputTokens === 0) continue
    const problem = before === null ? null : problemAfter(before, row)
    if (problem !== null) throw invalidWorkload(`${file}:${number}: ${problem}`)
    before = row
    yield row
  }
}

function problemAfter(before: TraceRow, row: TraceRow): string | null {
  if (row.atMs < before.atMs) return 'the timestamp lies before the one above: sort the file by time'
  const same =
    (before.inputTokens === null) === (row.inputTokens === null) &&
    (before.outputTokens === null) === (row.outputTokens === null)
  return same ? null : 'token counts are in some lines and not in others: give them in all or in none'
}

function* readLines(file: string): Generator<string, void, void> {
  try {
    yield* linesOf(file)
  } catch (error) {
    if (error instanceof LlmBenchError) throw error
    const { code } = error as NodeJS.ErrnoException
    throw invalidWorkload(
      `trace file "${file}" cannot be read (${code}): give a path relative to the project's root`,
      error,
    )
  }
}
