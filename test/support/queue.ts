import { seededRandom } from '../../src/stats/random.ts'
import { quantileSorted } from '../../src/stats/quantiles/quantile.ts'
import { usualLength } from '../../src/sweeps/level-length.ts'
import { type FoundMax, type JudgedLevel, searchMax } from '../../src/sweeps/search-max.ts'
import { judgePercentileBelow } from '../../src/verdicts/percentile.ts'

const servers = 4
/** A service takes a second on average, log-normally with a coefficient of variation of 1. */
const sigma = Math.sqrt(Math.LN2)
const mu = -Math.LN2 / 2
const msPerSecond = 1000

/** Response times of Poisson arrivals at four servers with one queue, in the order of arrival, from an empty queue. */
function responsesOf(rate: number, count: number, random: () => number): Float64Array {
  const free = new Float64Array(servers)
  let now = 0
  return Float64Array.from({ length: count }, () => {
    now -= Math.log(1 - random()) / rate
    const next = free.indexOf(Math.min(...free))
    const z = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    const end = Math.max(now, free[next] as number) + Math.exp(mu + sigma * z)
    free[next] = end
    return end - now
  })
}

/** The highest rate whose p95 of response is at most so many mean services, from that many requests a rate. */
export function trueRate(limit: number, requests: number): number {
  let [low, high] = [0.1, servers]
  for (let step = 0; step < 12; step++) {
    const middle = (low + high) / 2
    const p95 = quantileSorted(responsesOf(middle, requests, seededRandom(99)).toSorted(), 0.95)
    if (p95 <= limit) low = middle
    else high = middle
  }
  return low
}

/** A search of the usual plan for the highest rate, in the time of the simulation. */
export async function searchOfQueue(limit: number, seed: number): Promise<FoundMax<number>> {
  const random = seededRandom(seed)
  let latencyMs: number | null = null
  return await searchMax(
    { from: 0.5, to: 8, whole: false, resolution: 0.1 },
    async (level, repeat): Promise<JudgedLevel<number>> => {
      const { requests } = usualLength('rate', level, repeat, latencyMs)
      const responses = responsesOf(level, requests, random)
      const meanMs = (msPerSecond * responses.reduce((sum, value) => sum + value, 0)) / requests
      latencyMs = Math.min(latencyMs ?? meanMs, meanMs)
      const { verdict, doubts, needed } = judgePercentileBelow(responses, 0.95, limit)
      if (doubts.length > 0)
        return { verdict: 'inconclusive', run: requests, open: { reason: 'correlated', doubt: null } }
      const reason = needed === null ? 'near-limit' : 'requests'
      return { verdict, run: requests, open: verdict === 'inconclusive' ? { reason, doubt: null } : null }
    },
    () => true,
  )
}

/** Outcome of many searches, as shares of them. */
export interface SearchFigures {
  readonly above: number
  readonly below: number
  readonly none: number
  /** Requests of a search, on average. */
  readonly requests: number
}

/** How far the highest level that passed is from the truth, over many searches from this seed on. */
export async function figuresOf(limit: number, truth: number, searches: number, from = 1): Promise<SearchFigures> {
  let [above, below, none, requests] = [0, 0, 0, 0]
  for (let seed = from; seed < from + searches; seed++) {
    const { highest, levels } = await searchOfQueue(limit, seed)
    if (highest === null) none++
    else if (highest.level > 1.1 * truth) above++
    else if (highest.level < 0.9 * truth) below++
    for (const { run } of levels) requests += run
  }
  return {
    above: above / searches,
    below: below / searches,
    none: none / searches,
    requests: Math.round(requests / searches),
  }
}
