import { seededRandom } from '../random.ts'

/** A place where a series changes. */
export interface ChangePoint {
  /** Index of the first value after it. */
  readonly at: number
  /** Share of permutations whose best split parts them as well as this one, this one among them. */
  readonly pValue: number
}

/** Level and effort of a search for change points. */
export interface ChangePointOptions {
  /** Chance at most that a series without a change shows one. */
  readonly level?: number
  readonly permutations?: number
  readonly seed?: number
}

/** Fewest values on either side of a change: two that stand out may be chance, or two runs of a bad day. */
export const fewestAside = 3
/**
 * Fewest values among which the usual level can find a change: of 8, two of 70 divisions at the least part them as well
 * as the one that is there (both sides may change places), which is 2.9 %; of 9, two of 126, which is 1.6 %.
 */
export const fewestForChange = 9
const usual: Required<ChangePointOptions> = { level: 0.02, permutations: 999, seed: 1 }

interface Segment {
  readonly from: number
  readonly to: number
}

interface Split {
  readonly at: number
  readonly statistic: number
}

/**
 * Change points of a series of independent values, in their order: E-divisive (Matteson and James 2014) by the absolute
 * distance. The split that parts the values best, in whichever stretch between changes found before, counts where fewer
 * than `level` of seeded permutations within the stretches have one as good: that holds for any distribution, however
 * heavy its tails, for nothing of it is supposed but that the order says nothing. Correlated neighbours say something,
 * and show changes where there are none.
 */
export function changePoints(values: Float64Array, options: ChangePointOptions = {}): ChangePoint[] {
  const { level, permutations, seed } = { ...usual, ...options }
  const random = seededRandom(seed)
  const found: ChangePoint[] = []
  for (;;) {
    const segments = segmentsOf(values.length, found)
    const best = bestOf(values, segments)
    if (best === null) break
    const pValue = permutationP(values, segments, best.statistic, { level, permutations }, random)
    if (pValue > level) break
    found.push({ at: best.at, pValue })
    found.sort((one, other) => one.at - other.at)
  }
  return found
}

function segmentsOf(length: number, found: readonly ChangePoint[]): Segment[] {
  const ends = [0, ...found.map(({ at }) => at), length]
  return ends.slice(1).map((to, index) => ({ from: ends[index] as number, to }))
}

function bestOf(values: Float64Array, segments: readonly Segment[]): Split | null {
  let best: Split | null = null
  for (const segment of segments) {
    const split = bestSplit(values, segment)
    if (split !== null && split.statistic > (best?.statistic ?? 0)) best = split
  }
  return best
}

/**
 * The split of a stretch with the largest statistic: the number of values m n / (m + n) times the energy distance of
 * both sides, twice the mean distance across less the mean distances within.
 */
function bestSplit(values: Float64Array, { from, to }: Segment): Split | null {
  const n = to - from
  if (n < 2 * fewestAside) return null
  let right = 0
  for (let one = from; one < to; one++) {
    for (let other = one + 1; other < to; other++)
      right += Math.abs((values[one] as number) - (values[other] as number))
  }
  let [left, between] = [0, 0]
  let best: Split | null = null
  for (let at = from; at < to - fewestAside; at++) {
    const moved = values[at] as number
    let [toLeft, toRight] = [0, 0]
    for (let other = from; other < at; other++) toLeft += Math.abs(moved - (values[other] as number))
    for (let other = at + 1; other < to; other++) toRight += Math.abs(moved - (values[other] as number))
    left += toLeft
    right -= toRight
    between += toRight - toLeft
    const m = at + 1 - from
    const k = n - m
    if (m < fewestAside) continue
    const distance = (2 * between) / (m * k) - (2 * left) / (m * (m - 1)) - (2 * right) / (k * (k - 1))
    const statistic = ((m * k) / n) * distance
    if (best === null || statistic > best.statistic) best = { at: at + 1, statistic }
  }
  return best
}

/** The p-value of the best split; above `level` as soon as it cannot come below any more. */
function permutationP(
  values: Float64Array,
  segments: readonly Segment[],
  observed: number,
  { level, permutations }: Pick<Required<ChangePointOptions>, 'level' | 'permutations'>,
  random: () => number,
): number {
  const most = level * (permutations + 1)
  const permuted = values.slice()
  let asGood = 1
  for (let permutation = 0; permutation < permutations && asGood <= most; permutation++) {
    for (const segment of segments) shuffleWithin(permuted, segment, random)
    // Equal values in another order have the same statistic but for its rounding.
    if ((bestOf(permuted, segments)?.statistic ?? 0) >= observed * (1 - 1e-9)) asGood++
  }
  return asGood > most ? 1 : asGood / (permutations + 1)
}

function shuffleWithin(values: Float64Array, { from, to }: Segment, random: () => number): void {
  for (let last = to - 1; last > from; last--) {
    const other = from + Math.floor(random() * (last - from + 1))
    const held = values[last] as number
    values[last] = values[other] as number
    values[other] = held
  }
}
