import { FloatColumn } from './number-column.ts'

/** Most values that are kept one by one: those of connections that were opened, for example. */
const fewValues = 1000

/** A column of values that most runs have none of: it takes room from the first one on. */
export class RareColumn {
  #values: Map<number, number> | FloatColumn | null = null
  /** Rows of the column; where it is one, those without a value are NaN. */
  #rows = 0

  set(row: number, value: number | null | undefined): void {
    if (value === null || value === undefined) return
    this.#values ??= new Map()
    if (this.#values instanceof Map && this.#values.size === fewValues) this.#widen(this.#values)
    if (this.#values instanceof Map) this.#values.set(row, value)
    else this.#setAt(this.#values, row, value)
  }

  /** Puts the values of these rows in their order, and leaves out all others. */
  reorder(rows: Uint32Array): void {
    const values = this.#values
    if (values instanceof Map) {
      const entries = [...rows.entries()].flatMap(([row, from]) => {
        const value = values.get(from)
        return value === undefined ? [] : [[row, value] as const]
      })
      this.#values = new Map(entries)
      return
    }
    if (values === null) return
    this.#fill(
      values,
      rows.reduce((most, row) => Math.max(most, row + 1), 0),
    )
    values.reorder(rows)
    this.#rows = rows.length
  }

  /** The value of a row; null where it has none. */
  at(row: number): number | null {
    if (this.#values instanceof Map) return this.#values.get(row) ?? null
    if (this.#values === null || row >= this.#rows) return null
    const value = this.#values.at(row)
    return Number.isNaN(value) ? null : value
  }

  #widen(values: ReadonlyMap<number, number>): void {
    const column = new FloatColumn()
    this.#rows = 0
    for (const [row, value] of [...values].toSorted(([one], [other]) => one - other)) this.#setAt(column, row, value)
    this.#values = column
  }

  #setAt(column: FloatColumn, row: number, value: number): void {
    this.#fill(column, row)
    column.set(row, value)
    this.#rows = Math.max(this.#rows, row + 1)
  }

  /** Says of the rows before this one that have not been set that they have no value. */
  #fill(column: FloatColumn, before: number): void {
    for (; this.#rows < before; this.#rows++) column.set(this.#rows, Number.NaN)
  }
}
