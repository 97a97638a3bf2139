/** Rows in their order, as an array has them: of a long run each is made as it is looked at, and none is kept. */
export interface Rows<Row> extends Iterable<Row> {
  readonly length: number
  at(place: number): Row | undefined
  some(isIt: (row: Row) => boolean): boolean
  every(isIt: (row: Row) => boolean): boolean
  filter<Kept extends Row>(isKept: (row: Row) => row is Kept): Rows<Kept>
  filter(isKept: (row: Row) => boolean): Rows<Row>
  flatMap<Value>(of: (row: Row) => Value | readonly Value[]): Value[]
  reduce<Result>(add: (result: Result, row: Row) => Result, start: Result): Result
}

/** A number of each row, in eight bytes each. */
export function numbersOf<Row>(rows: Rows<Row>, of: (row: Row) => number): Float64Array {
  const numbers = new Float64Array(rows.length)
  let place = 0
  for (const row of rows) numbers[place++] = of(row)
  return numbers
}

/** Number of rows that are such. */
export function countOf<Row>(rows: Rows<Row>, isIt: (row: Row) => boolean): number {
  return rows.reduce((count, row) => count + (isIt(row) ? 1 : 0), 0)
}

/** Rows of a table: all of them, or those in some places of it. */
export class TableRows<Row> implements Rows<Row> {
  readonly length: number
  readonly #make: (place: number) => Row
  readonly #places: Uint32Array | null

  /**
   * @param make the row in a place of the table
   * @param places those of the rows; null for the first so many
   */
  constructor(length: number, make: (place: number) => Row, places: Uint32Array | null = null) {
    this.length = length
    this.#make = make
    this.#places = places
  }

  *[Symbol.iterator](): Generator<Row> {
    for (let row = 0; row < this.length; row++) yield this.#row(row)
  }

  at(place: number): Row | undefined {
    const row = place < 0 ? this.length + place : place
    return row >= 0 && row < this.length ? this.#row(row) : undefined
  }

  some(isIt: (row: Row) => boolean): boolean {
    for (let row = 0; row < this.length; row++) if (isIt(this.#row(row))) return true
    return false
  }

  every(isIt: (row: Row) => boolean): boolean {
    return !this.some((row) => !isIt(row))
  }

  filter<Kept extends Row>(isKept: (row: Row) => row is Kept): Rows<Kept>
  filter(isKept: (row: Row) => boolean): Rows<Row>
  filter(isKept: (row: Row) => boolean): Rows<Row> {
    const places = new Uint32Array(this.length)
    let count = 0
    for (let row = 0; row < this.length; row++) if (isKept(this.#row(row))) places[count++] = this.#placeOf(row)
    // Most often it is all of them.
    return count === this.length ? this : new TableRows(count, this.#make, places.slice(0, count))
  }

  flatMap<Value>(of: (row: Row) => Value | readonly Value[]): Value[] {
    const values: Value[] = []
    for (let row = 0; row < this.length; row++) {
      const found = of(this.#row(row))
      if (Array.isArray(found)) for (const value of found as readonly Value[]) values.push(value)
      else values.push(found as Value)
    }
    return values
  }

  reduce<Result>(add: (result: Result, row: Row) => Result, start: Result): Result {
    let result = start
    for (let row = 0; row < this.length; row++) result = add(result, this.#row(row))
    return result
  }

  #placeOf(row: number): number {
    return this.#places === null ? row : (this.#places[row] as number)
  }

  #row(row: number): Row {
    return this.#make(this.#placeOf(row))
  }
}
