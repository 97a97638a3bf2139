type Numbers = Float64Array | Uint32Array

/** Factor by which a column's room grows: little is left empty at its end, and each value is copied five times. */
const growth = 1.25

/** A column that grows. */
export class NumberColumn<Kind extends Numbers> {
  #values: Kind
  readonly #make: (length: number) => Kind

  constructor(make: (length: number) => Kind) {
    this.#make = make
    this.#values = make(16)
  }

  set(row: number, value: number): void {
    if (row >= this.#values.length) {
      const grown = this.#make(Math.max(row + 1, 16, Math.ceil(this.#values.length * growth)))
      grown.set(this.#values)
      this.#values = grown
    }
    this.#values[row] = value
  }

  at(row: number): number {
    return this.#values[row] as number
  }

  /** Puts the values of these rows in their order, and leaves out all others. */
  reorder(rows: Uint32Array): void {
    const ordered = this.#make(rows.length)
    for (const [row, from] of rows.entries()) ordered[row] = this.#values[from] as number
    this.#values = ordered
  }

  /** The first so many values, in place. */
  first(rows: number): Kind {
    return this.#values.subarray(0, rows) as Kind
  }
}

/** A column of values that most runs have none of: it takes room from the first one on. */
export class RareColumn {
  #values: Map<number, number> | NumberColumn<Float64Array> | null = null

  set(row: number, value: number | null | undefined): void {
    if (value === null || value === undefined) return
    this.#values ??= new Map()
    if (this.#values instanceof Map && this.#values.size === fewValues) this.#values = asColumn(this.#values)
    this.#values.set(row, value)
  }

  /** Puts the values of these rows in their order, and leaves out all others. */
  reorder(rows: Uint32Array): void {
    if (this.#values === null) return
    if (this.#values instanceof Map) {
      const values = this.#values
      const entries = [...rows.entries()].flatMap(([row, from]) => {
        const value = values.get(from)
        return value === undefined ? [] : [[row, value] as const]
      })
      this.#values = new Map(entries)
      return
    }
    const values = this.#values
    const ordered = asColumn(new Map())
    for (const [row, from] of rows.entries()) ordered.set(row, values.at(from))
    this.#values = ordered
  }

  /** The value of a row; null where it has none. */
  at(row: number): number | null {
    if (this.#values instanceof Map) return this.#values.get(row) ?? null
    const value = this.#values?.at(row)
    return value === undefined || Number.isNaN(value) ? null : value
  }
}

/** Most values that are kept one by one: those of connections that were opened, for example. */
const fewValues = 1000

function asColumn(values: ReadonlyMap<number, number>): NumberColumn<Float64Array> {
  const column = new NumberColumn((length) => new Float64Array(length).fill(Number.NaN))
  for (const [row, value] of values) column.set(row, value)
  return column
}
