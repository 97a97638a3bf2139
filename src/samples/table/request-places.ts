import type { RequestTable } from '../request-table.ts'
import type { Sample } from '../sample.ts'

/** Rows of a table by index and turn of their requests, four bytes each. */
export class RequestPlaces {
  readonly #table: RequestTable
  readonly #rows: Uint32Array

  constructor(table: RequestTable) {
    this.#table = table
    const rows = new Uint32Array(table.count).map((_, row) => row)
    const isAscending = rows.every((row) => row === 0 || this.#compare(row - 1, row) < 0)
    this.#rows = isAscending ? rows : rows.toSorted((one, other) => this.#compare(one, other))
  }

  /** The row of a request of the table's phase; null where it is not in it. */
  rowOf({ index, turn = 0 }: Pick<Sample, 'index' | 'turn'>): number | null {
    let [low, high] = [0, this.#rows.length - 1]
    while (low <= high) {
      const middle = (low + high) >>> 1
      const row = this.#rows[middle] as number
      const order = this.#table.index(row) - index || this.#turn(row) - turn
      if (order === 0) return row
      if (order < 0) low = middle + 1
      else high = middle - 1
    }
    return null
  }

  #compare(one: number, other: number): number {
    return this.#table.index(one) - this.#table.index(other) || this.#turn(one) - this.#turn(other)
  }

  #turn(row: number): number {
    return this.#table.rare('turn', row) ?? 0
  }
}
