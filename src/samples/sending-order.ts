import type { RequestTable } from './request-table.ts'

/**
 * Rows of a table in the order in which their requests were sent; null where they are in it already. Requests come in
 * as they end, so that those in flight together are sorted by their own latency: neighbours would seem alike that have
 * nothing to do with each other. What was sent at the same moment is in the order in which it was planned.
 */
export function sendingOrder(table: RequestTable): Uint32Array | null {
  const { sent } = table.columns()
  const before = (one: number, other: number): number =>
    (sent[one] as number) - (sent[other] as number) ||
    table.index(one) - table.index(other) ||
    (table.rare('turn', one) ?? 0) - (table.rare('turn', other) ?? 0)
  let isInOrder = true
  for (let row = 1; row < sent.length && isInOrder; row++) isInOrder = before(row - 1, row) <= 0
  if (isInOrder) return null
  const order = new Uint32Array(sent.length)
  for (let row = 0; row < order.length; row++) order[row] = row
  order.sort((one, other) => before(one, other) || one - other)
  return order
}
