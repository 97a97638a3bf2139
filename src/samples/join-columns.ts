import type { SampleColumns } from './columns.ts'

type Name = keyof SampleColumns

/** Columns whose values are moments. */
const times: ReadonlySet<Name> = new Set(['intended', 'sent', 'first', 'firstVisible', 'end'])

function mapColumns(columns: SampleColumns, change: (column: Float64Array, name: Name) => Float64Array): SampleColumns {
  const entries = Object.entries(columns) as [Name, Float64Array][]
  return Object.fromEntries(entries.map(([name, column]) => [name, change(column, name)])) as unknown as SampleColumns
}

/** The same requests on a time line whose zero is `by` milliseconds earlier. */
export function shiftColumns(columns: SampleColumns, by: number): SampleColumns {
  return mapColumns(columns, (column, name) => (times.has(name) ? column.map((value) => value + by) : column))
}

/**
 * The requests of all parts, one part after the other.
 * @throws RangeError when there is no part
 */
export function concatColumns(parts: readonly SampleColumns[]): SampleColumns {
  const n = parts.reduce((sum, { sent }) => sum + sent.length, 0)
  const [first] = parts
  if (first === undefined) throw new RangeError('there are no columns to join')
  return mapColumns(first, (_, name) => {
    const joined = new Float64Array(n)
    let row = 0
    for (const part of parts) {
      joined.set(part[name], row)
      row += part[name].length
    }
    return joined
  })
}

/** The same requests in the order they were sent; the same columns where they are in it. */
export function sortedBySent(columns: SampleColumns): SampleColumns {
  const { sent } = columns
  if (sent.every((moment, row) => row === 0 || moment >= (sent[row - 1] as number))) return columns
  const order = Array.from(sent.keys()).toSorted((a, b) => (sent[a] as number) - (sent[b] as number))
  return mapColumns(columns, (column) => Float64Array.from(order, (row) => column[row] as number))
}
