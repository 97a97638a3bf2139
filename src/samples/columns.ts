import type { ColumnName, EncodedColumns } from '../record/samples.ts'
import type { RequestFacts } from './facts.ts'

/**
 * The scalars of a run's requests, one column a field, in the order in which they were sent: statistics read them, and
 * they travel to the report. Times are CLOCK_MONOTONIC milliseconds; NaN where a stamp does not exist.
 */
export interface SampleColumns extends Readonly<Record<ColumnName, Float64Array>> {
  readonly intended: Float64Array
  readonly sent: Float64Array
  readonly first: Float64Array
  readonly firstVisible: Float64Array
  readonly end: Float64Array
  /** NaN where nobody counted them, as in the next two. */
  readonly inputTokens: Float64Array
  readonly cachedTokens: Float64Array
  /** Input tokens that were written to a cache; NaN where nobody tells any. */
  readonly cacheWriteTokens: Float64Array
  readonly reasoningTokens: Float64Array
  readonly outputTokens: Float64Array
  /** Decoded tokens that were never streamed: h of `tpot`. */
  readonly hiddenTokens: Float64Array
  /** Decoded tokens of the first event with text: k of `tpot`; NaN where no time per token can be told. */
  readonly firstTokens: Float64Array
  /** 1 where the request failed. */
  readonly failed: Float64Array
  /** Turn of an interleaved comparison; 0 alone. */
  readonly slot: Float64Array
}

/** Every column, in the order in which they are written down. */
export const columnNames: readonly ColumnName[] = [
  'intended',
  'sent',
  'first',
  'firstVisible',
  'end',
  'inputTokens',
  'outputTokens',
  'cachedTokens',
  'cacheWriteTokens',
  'reasoningTokens',
  'hiddenTokens',
  'firstTokens',
  'failed',
  'slot',
]

const valueBytes = 8

/** The scalars of one request. */
export function scalarsOf(sample: RequestFacts): Record<ColumnName, number> {
  const completed = sample.state === 'completed'
  return {
    intended: sample.intended,
    sent: sample.sent,
    first: (completed ? sample.first : null) ?? Number.NaN,
    firstVisible: (completed ? sample.firstVisible : null) ?? Number.NaN,
    end: sample.end,
    inputTokens: sample.tokens.input ?? Number.NaN,
    outputTokens: sample.tokens.output,
    cachedTokens: sample.tokens.cached ?? Number.NaN,
    cacheWriteTokens: sample.tokens.written ?? Number.NaN,
    reasoningTokens: sample.tokens.reasoning ?? Number.NaN,
    hiddenTokens: completed ? sample.hiddenTokens : 0,
    firstTokens: (completed ? sample.firstTokens : null) ?? Number.NaN,
    failed: completed ? 0 : 1,
    slot: sample.slot,
  }
}

function emptyColumns(n: number): Record<ColumnName, Float64Array> {
  return Object.fromEntries(columnNames.map((name) => [name, new Float64Array(n)])) as Record<ColumnName, Float64Array>
}

/** Columns of the given requests, in the order given. */
export function columnsOf(samples: readonly RequestFacts[]): SampleColumns {
  const columns = emptyColumns(samples.length)
  for (const [row, sample] of samples.entries()) {
    const scalars = scalarsOf(sample)
    for (const name of columnNames) columns[name][row] = scalars[name]
  }
  return columns
}

/**
 * Columns to JSON; {@link decodeColumns} restores them to the bit. Of a column whose values are all the same, as
 * most are of counts, one is written.
 */
export function encodeColumns(columns: SampleColumns): EncodedColumns {
  const encoded = Object.fromEntries(
    columnNames.map((name) => {
      const { buffer, byteOffset, byteLength } = columns[name]
      const bytes = Buffer.from(buffer, byteOffset, byteLength)
      const isOne = byteLength > valueBytes && bytes.subarray(valueBytes).equals(bytes.subarray(0, -valueBytes))
      return [name, bytes.subarray(0, isOne ? valueBytes : byteLength).toString('base64')]
    }),
  ) as Record<ColumnName, string>
  return { n: columns.sent.length, ...encoded }
}

/** The inverse of {@link encodeColumns}. A baseline of an older release has no places of tokens: one in each event. */
export function decodeColumns(encoded: Partial<EncodedColumns> & Pick<EncodedColumns, 'n'>): SampleColumns {
  const columns = emptyColumns(encoded.n)
  for (const name of columnNames) {
    const column = columns[name]
    const text = encoded[name]
    if (text === undefined) {
      column.set(columns.outputTokens.map((output) => missing(name, output)))
      continue
    }
    const bytes = Buffer.from(text, 'base64')
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (view.byteLength === valueBytes) column.fill(view.getFloat64(0, true))
    else for (let row = 0; row < encoded.n; row++) column[row] = view.getFloat64(row * valueBytes, true)
  }
  return columns
}

function missing(name: ColumnName, output: number): number {
  if (name === 'firstTokens') return output < 2 ? Number.NaN : 1
  return name === 'hiddenTokens' ? 0 : Number.NaN
}
