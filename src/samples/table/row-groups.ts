import type { Rows } from './rows.ts'

/** Places of rows that belong together, in their order, four bytes each; groups are in the order of their first row. */
export function groupsOf<Row>(rows: Rows<Row>, keyOf: (row: Row) => string): Uint32Array[] {
  const numbers = new Map<string, number>()
  const counts: number[] = []
  const groupOf = new Uint32Array(rows.length)
  let place = 0
  for (const row of rows) {
    const key = keyOf(row)
    const known = numbers.get(key)
    const group = known ?? numbers.size
    if (known === undefined) numbers.set(key, group)
    counts[group] = (counts[group] ?? 0) + 1
    groupOf[place++] = group
  }
  const groups = counts.map((count) => new Uint32Array(count))
  const filled = new Uint32Array(counts.length)
  for (const [row, group] of groupOf.entries()) {
    const next = filled[group] as number
    ;(groups[group] as Uint32Array)[next] = row
    filled[group] = next + 1
  }
  return groups
}

/** Puts places in the ascending order of a value of theirs, those of equal ones as they are. */
export function sortPlaces(places: Uint32Array, valueOf: (place: number) => number): void {
  const values = new Float64Array(places.length)
  const order = new Uint32Array(places.length)
  let isInOrder = true
  for (let at = 0; at < places.length; at++) {
    values[at] = valueOf(places[at] as number)
    order[at] = at
    isInOrder &&= at === 0 || (values[at] as number) >= (values[at - 1] as number)
  }
  if (isInOrder) return
  order.sort((one, other) => (values[one] as number) - (values[other] as number) || one - other)
  places.set(order.map((at) => places[at] as number))
}
