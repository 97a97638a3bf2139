/** A model that is loaded, and the memory that it takes. */
export interface Resident {
  readonly name: string
  readonly bytes: number
  /** Number of the use that was its last one: higher is later. */
  readonly lastUse: number
}

/**
 * The models that are to be evicted so that one more fits into a budget: those whose last use lies back farthest, and
 * no more of them than have to be. Null where it does not fit into the budget by itself.
 */
export function evictionsFor(
  residents: readonly Resident[],
  neededBytes: number,
  budgetBytes: number,
): readonly string[] | null {
  if (neededBytes > budgetBytes) return null
  let taken = residents.reduce((sum, { bytes }) => sum + bytes, 0)
  const evicted: string[] = []
  for (const { name, bytes } of residents.toSorted((one, other) => one.lastUse - other.lastUse)) {
    if (taken + neededBytes <= budgetBytes) break
    taken -= bytes
    evicted.push(name)
  }
  return evicted
}
