/** State of a sequential test after the samples so far; `pass` and `fail` are final. */
export type SequentialState = 'open' | 'pass' | 'fail'

/** A possible share of bad samples, as weights of one bad and one good sample against the boundary. */
interface Alternative {
  readonly weight: number
  readonly logBad: number
  readonly logGood: number
}

/** Odds of the alternatives over the odds of the boundary, each with its weight; weights sum to 1. */
type Mixture = readonly (readonly [oddsRatio: number, weight: number])[]

/** The heavy weight on none bad buys early passes of clean samples: 0.2 costs a quarter more than the floor. */
const betterMixture: Mixture = [
  [0, 0.2],
  [0.05, 0.1],
  [0.15, 0.15],
  [0.3, 0.2],
  [0.5, 0.2],
  [0.7, 0.15],
]

const worseMixture: Mixture = [
  [1.4, 0.15],
  [2, 0.25],
  [3, 0.2],
  [6, 0.15],
  [20, 0.1],
  [100, 0.1],
  [Number.POSITIVE_INFINITY, 0.05],
]

/**
 * Test of the claim "the share of bad samples is below `share`" that may be looked at after every
 * sample and stopped at any time: two e-processes, each the likelihood of a fixed mixture of shares
 * below (above) the boundary over that of the boundary (method of mixtures: Robbins 1970; Ramdas,
 * Gruenwald, Vovk and Shafer 2023). Each is a supermartingale on the wrong side of the boundary, so by
 * Ville's inequality the probability that it ever reaches 1 / `alpha` is at most `alpha`, over an
 * unlimited number of looks: a false pass and a false fail have at most that rate each.
 *
 * Of clean samples it takes 74 for a P95 (fixed plan: 59) and 373 for a P99 (299) at 5 %; with half the
 * samples bad it fails a P95 after 5. Throws a RangeError unless 0 < share < 1 and 0 < alpha < 1.
 */
export class SequentialShareTest {
  readonly #better: readonly Alternative[]
  readonly #worse: readonly Alternative[]
  readonly #threshold: number
  #n = 0
  #bad = 0
  #state: SequentialState = 'open'

  constructor(share: number, alpha: number) {
    if (!(share > 0 && share < 1)) throw new RangeError(`share must lie between 0 and 1: ${share}`)
    if (!(alpha > 0 && alpha < 1)) throw new RangeError(`alpha must lie between 0 and 1: ${alpha}`)
    this.#better = betterMixture.map((entry) => alternative(share, entry))
    this.#worse = worseMixture.map((entry) => alternative(share, entry))
    this.#threshold = 1 / alpha
  }

  /** Samples seen. */
  get n(): number {
    return this.#n
  }

  /** Bad samples seen. */
  get bad(): number {
    return this.#bad
  }

  get state(): SequentialState {
    return this.#state
  }

  /** Counts one sample and says what is known; once decided, further samples change nothing but the counts. */
  add(bad: boolean): SequentialState {
    this.#n++
    if (bad) this.#bad++
    if (this.#state === 'open') this.#state = this.stateOf(this.#bad, this.#n)
    return this.#state
  }

  /** State that the counts alone give: `bad` of `n` samples, whatever earlier looks decided. */
  stateOf(bad: number, n: number): SequentialState {
    if (evidence(this.#better, bad, n) >= this.#threshold) return 'pass'
    return evidence(this.#worse, bad, n) >= this.#threshold ? 'fail' : 'open'
  }
}

/**
 * Clean samples (none bad) with which {@link SequentialShareTest} passes: the fewest it can take.
 * Throws as its constructor does.
 */
export function sequentialFloor(share: number, alpha: number): number {
  const test = new SequentialShareTest(share, alpha)
  while (test.state === 'open') test.add(false)
  return test.n
}

function alternative(share: number, [oddsRatio, weight]: Mixture[number]): Alternative {
  const odds = (share / (1 - share)) * oddsRatio
  const alternativeShare = odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds)
  return {
    weight,
    logBad: Math.log(alternativeShare / share),
    logGood: Math.log((1 - alternativeShare) / (1 - share)),
  }
}

function evidence(mixture: readonly Alternative[], bad: number, n: number): number {
  const good = n - bad
  let sum = 0
  for (const { weight, logBad, logGood } of mixture) {
    // No sample of an impossible kind is no evidence, where 0 times infinity would be not a number.
    const log = (bad === 0 ? 0 : bad * logBad) + (good === 0 ? 0 : good * logGood)
    sum += weight * Math.exp(log)
  }
  return sum
}
