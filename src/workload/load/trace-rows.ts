import { timestampMs } from './timestamp.ts'

/** One recorded request. */
export interface TraceRow {
  /** Moment of the request, in milliseconds from any origin. */
  readonly atMs: number
  /** Tokens of the prompt; null when the file has no such column. */
  readonly inputTokens: number | null
  /** Tokens of the answer; null when the file has no such column. */
  readonly outputTokens: number | null
}

/** Reads a line of a trace; a text instead of a row tells the fault of the line. */
export type TraceFormat = (line: string) => TraceRow | string

/** Format of Mooncake's JSONL: milliseconds, `input_length`, `output_length`; also with `_tokens`. */
export const jsonLineRow: TraceFormat = (line) => {
  const row = objectIn(line)
  if (row === null) return 'not a JSON object: give one a line'
  const at = row['timestamp']
  if (typeof at !== 'number' || !Number.isFinite(at))
    return `the field timestamp is ${JSON.stringify(at)}: give milliseconds`
  return rowOf(at, row['input_length'] ?? row['input_tokens'], row['output_length'] ?? row['output_tokens'])
}

/** Column names of the known CSV traces, in lower case. */
const columnsOf = {
  at: ['timestamp'],
  input: ['contexttokens', 'request tokens'],
  output: ['generatedtokens', 'response tokens'],
} as const

/**
 * Format of a CSV with this header. Azure: `TIMESTAMP,ContextTokens,GeneratedTokens` with dates;
 * BurstGPT: `Timestamp,Model,Request tokens,Response tokens,…` with seconds. Neither quotes its fields.
 *
 * @returns a text when the header lacks a column
 */
export function csvFormat(header: string): TraceFormat | string {
  const names = header.split(',').map((name) => name.trim().toLowerCase())
  const [at, input, output] = [columnsOf.at, columnsOf.input, columnsOf.output].map((known) =>
    names.findIndex((name) => (known as readonly string[]).includes(name)),
  ) as [number, number, number]
  if (at < 0 || input < 0 || output < 0) {
    return (
      `the columns are "${header}": give TIMESTAMP,ContextTokens,GeneratedTokens (Azure) ` +
      'or Timestamp,Request tokens,Response tokens (BurstGPT)'
    )
  }
  return (line) => {
    const fields = line.split(',')
    const moment = timestampMs(fields[at] ?? '')
    if (moment === null)
      return `the timestamp is "${fields[at] ?? ''}": give seconds or a date such as 2023-11-16 18:17:03.979`
    return rowOf(moment, numberIn(fields[input]), numberIn(fields[output]))
  }
}

function rowOf(atMs: number, input: unknown, output: unknown): TraceRow | string {
  for (const [what, count] of [
    ['input', input],
    ['output', output],
  ] as const) {
    if (count !== undefined && !(Number.isInteger(count) && Number(count) >= 0)) {
      return `the ${what} tokens are ${JSON.stringify(count)}: give a whole number`
    }
  }
  return {
    atMs,
    inputTokens: (input as number | undefined) ?? null,
    outputTokens: (output as number | undefined) ?? null,
  }
}

/** The number in a field; the text itself when it is none, so that the message can show it. */
function numberIn(field: string | undefined): number | string {
  const text = field?.trim() ?? ''
  return text === '' || !Number.isFinite(Number(text)) ? text : Number(text)
}

function objectIn(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
