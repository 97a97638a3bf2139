import { constantValues } from './constant-values.ts'

type Numbers = Float64Array | Uint32Array | Uint16Array | Uint8Array

/** Factor by which a column's room grows: little is left empty at its end, and each value is copied five times. */
const growth = 1.25
/** Least room of a column that has more than one value. */
const leastRoom = 16

/** A column that grows. As long as all of its values are the same, it has but one. */
abstract class NumberColumn {
  #values: Numbers | null = null
  /** The value of every row, as long as there is no other. */
  #same = Number.NaN
  #rows = 0

  /** Room for so many values, among which are these. */
  protected abstract make(length: number, one: number, other: number): Numbers
  /** Whether room that was made before can hold a value. */
  protected abstract holds(values: Numbers, value: number): boolean

  /** Sets the value of a row: the next one, or one that is there. */
  set(row: number, value: number): void {
    if (this.#rows === 0) this.#same = value
    if (this.#values === null && !Object.is(value, this.#same)) {
      this.#values = this.make(this.#roomFor(row), this.#same, value).fill(this.#same, 0, this.#rows)
    }
    this.#rows = Math.max(this.#rows, row + 1)
    if (this.#values === null) return
    if (row >= this.#values.length || !this.holds(this.#values, value)) {
      const room = row < this.#values.length ? this.#values.length : this.#roomFor(row)
      const grown = this.make(room, value, this.#largest())
      grown.set(this.#values)
      this.#values = grown
    }
    this.#values[row] = value
  }

  at(row: number): number {
    return this.#values === null ? this.#same : (this.#values[row] as number)
  }

  /** Puts the values of these rows in their order, and leaves out all others. */
  reorder(rows: Uint32Array): void {
    this.#rows = rows.length
    const values = this.#values
    if (values === null) return
    const ordered = this.make(rows.length, this.#largest(), 0)
    for (const [row, from] of rows.entries()) ordered[row] = values[from] as number
    this.#values = ordered
  }

  /** The first so many values; where they are not all the same, in place. */
  protected first(rows: number): Numbers {
    return this.#values?.subarray(0, rows) ?? constantValues(this.#same, rows)
  }

  #roomFor(row: number): number {
    return Math.max(row + 1, leastRoom, Math.ceil(this.#rows * growth))
  }

  /** A value that needs as much room as any there is. */
  #largest(): number {
    return this.#values === null ? this.#same : mostOf(this.#values)
  }
}

/** A column of any numbers. */
export class FloatColumn extends NumberColumn {
  protected override make(length: number): Float64Array {
    return new Float64Array(length)
  }

  protected override holds(): boolean {
    return true
  }

  override first(rows: number): Float64Array {
    return super.first(rows) as Float64Array
  }
}

/** A column of whole numbers from 0 to 2^32 - 1, which takes as many bytes for each as the largest needs. */
export class WholeColumn extends NumberColumn {
  protected override make(length: number, one: number, other: number): Numbers {
    const most = Math.max(one, other)
    if (most <= mostOfBytes(1)) return new Uint8Array(length)
    return most <= mostOfBytes(2) ? new Uint16Array(length) : new Uint32Array(length)
  }

  protected override holds(values: Numbers, value: number): boolean {
    return value <= mostOf(values)
  }
}

/** Largest value that so many bytes hold. */
function mostOfBytes(bytes: number): number {
  return 2 ** (8 * bytes) - 1
}

/** Largest whole number that an array can hold. */
function mostOf(values: Numbers): number {
  return mostOfBytes(values.BYTES_PER_ELEMENT)
}
