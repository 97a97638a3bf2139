import { seededRandom, shuffled } from '../../stats/random.ts'

/**
 * The order in which cells are visited: a round has each once, in seeded order, and every second round is the one
 * before it backwards, so that a drift of the machine falls on all alike. Cells of one file stand together within a
 * round, so that it is read from the page cache, or evicted from it, as seldom as can be.
 *
 * @param files the file of each cell
 * @returns for each round the indices of the cells
 */
export function roundsOf(files: readonly string[], rounds: number, seed: number): number[][] {
  const random = seededRandom(seed)
  const order: number[][] = []
  for (let round = 0; round < rounds; round++) {
    const before = order.at(-1)
    order.push(round % 2 === 1 && before !== undefined ? before.toReversed() : oneRound(files, random))
  }
  return order
}

function oneRound(files: readonly string[], random: () => number): number[] {
  const cells = files.map((_, index) => index)
  return shuffled([...new Set(files)], random).flatMap((file) =>
    shuffled(
      cells.filter((index) => files[index] === file),
      random,
    ),
  )
}
