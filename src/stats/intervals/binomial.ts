/**
 * P(X <= k) for X ~ Binomial(n, p), exactly: the mass function is walked from its mode by the ratio
 * pmf(i + 1) / pmf(i) = (n - i) p / ((i + 1) (1 - p)) and normalized by its own sum, so that no
 * gamma function is needed and no term overflows. Terms below 1e-18 of the mode are left out, which
 * bounds the work by about 20 standard deviations.
 */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0
  if (k >= n) return 1
  if (p <= 0) return 1
  if (p >= 1) return 0
  const mode = Math.min(n, Math.floor((n + 1) * p))
  const odds = p / (1 - p)
  let total = 1
  let below = mode <= k ? 1 : 0
  let mass = 1
  for (let i = mode; i < n; i++) {
    mass *= ((n - i) / (i + 1)) * odds
    if (mass < 1e-18) break
    total += mass
    if (i + 1 <= k) below += mass
  }
  mass = 1
  for (let i = mode; i > 0; i--) {
    mass *= i / ((n - i + 1) * odds)
    if (mass < 1e-18) break
    total += mass
    if (i - 1 <= k) below += mass
  }
  return Math.min(1, below / total)
}

/** P(X >= k) for X ~ Binomial(n, p), exactly. */
export function binomialSf(k: number, n: number, p: number): number {
  // By symmetry X failures: keeps small upper tails exact instead of 1 - (almost 1).
  return binomialCdf(n - k, n, 1 - p)
}

/**
 * Exact (Clopper-Pearson) two-sided interval of a proportion: its ends are the one-sided tests at
 * (1 - confidence) / 2. Solved by bisection on {@link binomialCdf} to 1e-12.
 */
export function proportionInterval(successes: number, n: number, confidence: number): { low: number; high: number } {
  const tail = (1 - confidence) / 2
  if (n === 0) return { low: 0, high: 1 }
  const low = successes === 0 ? 0 : bisect((p) => binomialSf(successes, n, p) > tail)
  const high = successes === n ? 1 : bisect((p) => binomialCdf(successes, n, p) <= tail)
  return { low, high }
}

/** Smallest p in (0, 1) at which a predicate that turns from false to true has turned. */
function bisect(turned: (p: number) => boolean): number {
  let low = 0
  let high = 1
  while (high - low > 1e-12) {
    const middle = (low + high) / 2
    if (turned(middle)) high = middle
    else low = middle
  }
  return (low + high) / 2
}

/**
 * 1-based ranks of the order statistics that bound the quantile `p` of any distribution: the
 * exact, distribution-free interval whose ends are one-sided binomial tests at
 * (1 - confidence) / 2. Null where n is too small to bound that end.
 */
export function quantileRanks(n: number, p: number, confidence: number): { low: number | null; high: number | null } {
  const tail = (1 - confidence) / 2
  // The quantile is below the k-th value with P(X <= k - 1), X values lying at or under it.
  const low = largestRank(n, (rank) => binomialCdf(rank - 1, n, p) <= tail)
  const high = smallestRank(n, (rank) => binomialSf(rank, n, p) <= tail)
  return { low, high }
}

function largestRank(n: number, holds: (rank: number) => boolean): number | null {
  if (n === 0 || !holds(1)) return null
  let low = 1
  let high = n
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (holds(middle)) low = middle
    else high = middle - 1
  }
  return low
}

function smallestRank(n: number, holds: (rank: number) => boolean): number | null {
  if (n === 0 || !holds(n)) return null
  let low = 1
  let high = n
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/**
 * Fewest samples with which the claim "at most a share `1 - p` lies above" can pass at level
 * `alpha` when `above` samples do: P(X <= above) <= alpha, X ~ Binomial(n, 1 - p). P95 with none
 * above: 59.
 */
export function samplesToPass(p: number, above: number, alpha: number): number {
  let low = above
  let high = Math.max(2, above * 2)
  while (binomialCdf(above, high, 1 - p) > alpha) {
    low = high
    high *= 2
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (binomialCdf(above, middle, 1 - p) <= alpha) high = middle
    else low = middle
  }
  return high
}
