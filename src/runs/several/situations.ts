/** Situations that are measured in turns beside all together: `all` each alone; `pairs` each two together too. */
export type AloneWish = 'all' | 'pairs' | false

/** Models that answer at the same time, by their places. */
export type Situation = readonly number[]

/**
 * The situations that several models are measured in: each alone, each two together where pairs are wished for, and
 * all together, which is the only one where nothing is set beside it.
 */
export function situationsOf(models: number, wish: AloneWish): Situation[] {
  const places = Array.from({ length: models }, (_, place) => place)
  if (wish === false || models === 1) return [places]
  const alone = places.map((place) => [place])
  // Of two the only pair is all of them.
  const pairs =
    wish === 'all' || models === 2
      ? []
      : places.flatMap((one) => places.slice(one + 1).map((other) => [one, other] as const))
  return [...alone, ...pairs, places]
}
