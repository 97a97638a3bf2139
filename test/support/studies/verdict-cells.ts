import { judgeRegression } from '../../../src/baseline/judge-regression.ts'
import { sourceOfValues } from '../../../src/baseline/median-source.ts'
import { adjustedSeries } from '../../../src/metrics/series.ts'
import { decided } from '../../../src/plan/until.ts'
import type { Verdict } from '../../../src/record/claim.ts'
import { Deciding } from '../../../src/runs/deciding.ts'
import { Requests } from '../../../src/samples/requests.ts'
import { judgeEquivalent, judgeOutperforms, type PairedBlocks } from '../../../src/verdicts/comparison.ts'
import { judgeRateAbove } from '../../../src/verdicts/rate.ts'
import { completedSample } from '../samples.ts'
import { type Population, quantileOf, slowOnes, type Stretches } from './studied-populations.ts'
import { type Draws, meanAt, measuredAlone, percentileAt, shareWithin } from './verdict-studies.ts'

/** Verdicts on one repetition, in a fixed order. */
export type Once = (draws: Draws) => readonly Verdict[]

/** One client's requests of a population, in the order of sending. */
function seriesOf({ durations }: Population, requests: number, draws: Draws): Float64Array {
  return adjustedSeries('latency', measuredAlone(requests, durations, draws))
}

/** Claims on P50, P95, P99 and 95 % goodput with the limit at these quantiles of the population. */
export function percentileClaims(
  population: Population,
  requests: number,
  at: readonly [number, number, number] = [0.5, 0.95, 0.99],
): Once {
  const [p50, p95, p99] = at.map((p) => quantileOf(population, p)) as [number, number, number]
  const claims = [percentileAt(0.5, p50), percentileAt(0.95, p95), percentileAt(0.99, p99), shareWithin(0.95, p95)]
  return (draws) => {
    const measured = measuredAlone(requests, population.durations, draws)
    return claims.map((claim) => claim(measured))
  }
}

/** Claims on the mean with the limit so many times the true one. */
export function meanClaims(population: Population, requests: number, times: readonly number[]): Once {
  const claims = times.map((factor) => meanAt(population.mean * factor))
  return (draws) => {
    const measured = measuredAlone(requests, population.durations, draws)
    return claims.map((claim) => claim(measured))
  }
}

/** A claim that more than 95 % succeed, where just so many do; failures come by themselves or in stretches. */
export function successClaim(requests: number, stretches: Stretches | null): Once {
  return (draws) => {
    const fails = stretches === null ? () => draws.uniform() < 0.05 : slowOnes({ share: 0.05, ...stretches }, draws)
    return [
      judgeRateAbove(
        Float64Array.from({ length: requests }, () => (fails() ? 1 : 0)),
        0.95,
      ).verdict,
    ]
  }
}

const blockSize = 8

/**
 * `toOutperform` and `toBeEquivalentTo` (band 5 %) of two arms that take turns on one machine, so many times as slow:
 * blocks of eight requests in the order ABBA.
 */
export function turnClaims(population: Population, requests: number, times: readonly [number, number]): Once {
  return (draws) => {
    const series = seriesOf(population, 2 * requests, draws)
    const blocks = Array.from({ length: Math.floor(series.length / blockSize) }, (_, block) =>
      series.subarray(block * blockSize, (block + 1) * blockSize),
    )
    const arms: { first: Float64Array[]; second: Float64Array[] } = { first: [], second: [] }
    for (let pair = 0; pair + 1 < blocks.length; pair += 2) {
      const both = [blocks[pair] as Float64Array, blocks[pair + 1] as Float64Array]
      const [one, other] = pair % 4 === 0 ? both : both.toReversed()
      arms.first.push(one as Float64Array)
      arms.second.push(other as Float64Array)
    }
    const pairOf = (factor: number): PairedBlocks => ({
      ours: arms.first.map((block) => block.map((value) => value * factor)),
      theirs: arms.second,
      better: 'lower',
      requests,
      requestsPerBlock: blockSize,
      launches: null,
      byFloor: null,
    })
    return [judgeOutperforms(pairOf(times[0]), 0.05).verdict, judgeEquivalent(pairOf(times[1]), 0.05).verdict]
  }
}

/** `toNotRegressFrom` (band 5 %) of one launch against a baseline of another, so many times as slow. */
export function regressionClaim(population: Population, requests: number, times: number): Once {
  return (draws) => {
    const ours = sourceOfValues(seriesOf(population, requests, draws).map((value) => value * times))
    const theirs = sourceOfValues(seriesOf(population, requests, draws))
    return [judgeRegression(ours, theirs, { by: 0.05, better: 'lower' }).verdict]
  }
}

const lookEvery = 5

/** A claim on P95 that a run of one client goes on for until it is decided, or that many requests are through. */
export function untilClaim({ durations }: Population, limit: number, most: number): Once {
  return (draws) => {
    const next = durations(draws)
    const requests = Requests.of([])
    const deciding = new Deciding(decided({ p95: limit }), 0.05)
    let now = 0
    while (requests.measured.count < most) {
      for (let i = 0; i < lookEvery; i++) {
        const sample = completedSample(now, next(), 1)
        requests.add(sample)
        now = sample.end
      }
      if (deciding.look(requests.measured, now)) break
    }
    return [deciding.decisions[0]?.verdict ?? 'inconclusive']
  }
}
