/** Letter of a side: `a` came before, `b` is what is judged. */
export type SideLetter = 'a' | 'b'

/**
 * Order of the launches of a set: A B B A and so on, so that what drifts slowly touches both alike. The second
 * set begins with the other one.
 *
 * @param launches of each side
 * @param set number of the set, from 0
 */
export function abbaOrder(launches: number, set: number): SideLetter[] {
  return Array.from({ length: launches }, (_, pair): SideLetter[] =>
    (pair + set) % 2 === 0 ? ['a', 'b'] : ['b', 'a'],
  ).flat()
}
