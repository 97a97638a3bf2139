import { MeasuredRequests } from '../../../src/metrics/measured-requests.ts'
import { adjustedSeries, type MeasuredColumns } from '../../../src/metrics/series.ts'
import { throughputOf } from '../../../src/metrics/throughput.ts'
import { columnNames, type SampleColumns } from '../../../src/samples/columns.ts'
import { Requests } from '../../../src/samples/requests.ts'
import type { Sample } from '../../../src/samples/sample.ts'
import { seededRandom } from '../../../src/stats/random.ts'
import type { Verdict } from '../../../src/record/claim.ts'
import { defaultAlpha } from '../../../src/verdicts/judgement.ts'
import { judgeMeanBelow } from '../../../src/verdicts/mean.ts'
import { judgePercentileBelow } from '../../../src/verdicts/percentile.ts'
import { judgeRateAbove } from '../../../src/verdicts/rate.ts'
import { judgeThroughputAbove } from '../../../src/verdicts/throughput.ts'
import { completedSample } from '../samples.ts'

/** Random numbers of a study. */
export interface Draws {
  readonly uniform: () => number
  readonly normal: () => number
}

/** Shares of repetitions with a verdict, which are errors where the claim is at the true value. */
export interface ErrorRates {
  readonly pass: number
  readonly fail: number
}

/** A load in virtual time: its clients, and how long a request takes. */
export interface StudiedLoad {
  readonly clients: number
  readonly requests: number
  /** Makes the durations of one repetition, in milliseconds and in the order of sending. */
  readonly durations: (draws: Draws) => () => number
}

/** Seeded draws (Box and Muller 1958). */
export function drawsOf(seed: number): Draws {
  const uniform = seededRandom(seed)
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  return { uniform, normal }
}

/** Log-normal durations with this mean and this standard deviation of their logarithm. */
export function logNormal(mean: number, sd: number): StudiedLoad['durations'] {
  return ({ normal }) =>
    () =>
      mean * Math.exp(sd * normal() - sd ** 2 / 2)
}

/** One repetition as a run has it: requests come in as they end. */
export function measuredLoad({ clients, requests, durations }: StudiedLoad, draws: Draws): MeasuredColumns {
  const free = Array.from({ length: clients }, (_, client) => (client * 100) / clients)
  const next = durations(draws)
  const samples: Sample[] = []
  for (let index = 0; index < requests; index++) {
    const sent = Math.min(...free)
    const client = free.indexOf(sent)
    const sample = { ...completedSample(sent, next(), 1), index, stream: client }
    free[client] = sample.end
    samples.push({ ...sample, tokens: { ...sample.tokens, output: 50 } })
  }
  const told = samples.toSorted((one, other) => one.end - other.end)
  return new MeasuredRequests(Requests.of(told), clients)
}

/** One repetition of one client, whose requests end in the order of sending: as {@link measuredLoad}, and quicker. */
export function measuredAlone(requests: number, durations: StudiedLoad['durations'], draws: Draws): MeasuredColumns {
  const next = durations(draws)
  const columns = emptyColumns(requests)
  let now = 0
  for (let row = 0; row < requests; row++) {
    columns.sent[row] = now
    now += next()
    columns.end[row] = now
    columns.failed[row] = 0
  }
  return { columns, concurrency: 1, cachedShare: null, gaps: new Float64Array() }
}

function emptyColumns(requests: number): SampleColumns {
  const blank = (): Float64Array => new Float64Array(requests).fill(Number.NaN)
  return Object.fromEntries(columnNames.map((name) => [name, blank()])) as unknown as SampleColumns
}

/** Verdict of a claim on one repetition at its true value. */
export type Studied = (measured: MeasuredColumns) => Verdict

/** A claim on throughput at the true rate, for requests of 50 tokens that take 100 ms on average. */
export function throughputAt(clients: number): Studied {
  return ({ columns }) => {
    const throughput = throughputOf(columns, clients)
    const requests = { attempted: columns.sent.length, concurrency: clients }
    return judgeThroughputAbove(throughput, requests, clients * 500)?.verdict ?? 'inconclusive'
  }
}

/** A claim on the mean latency. */
export function meanAt(limit: number): Studied {
  return (measured) => judgeMeanBelow(adjustedSeries('latency', measured), limit).verdict
}

/** A claim on a percentile of latency. */
export function percentileAt(p: number, limit: number): Studied {
  return (measured) => judgePercentileBelow(adjustedSeries('latency', measured), p, limit).verdict
}

/** A claim on the share of requests within a limit of latency. */
export function shareWithin(ratio: number, limit: number): Studied {
  return (measured) => {
    const series = adjustedSeries('latency', measured)
    const bad = series.map((value) => (value <= limit ? 0 : 1))
    return judgeRateAbove(bad, ratio, defaultAlpha, [series]).verdict
  }
}

/** How often a claim passes and fails, of so many seeded repetitions. */
export function errorRates(load: StudiedLoad, claim: Studied, repetitions: number, seed = 1): ErrorRates {
  return ratesOf((draws) => [claim(measuredLoad(load, draws))], repetitions, seed)[0] as ErrorRates
}

/** How often each of several verdicts on one repetition is pass, and fail. */
export function ratesOf(once: (draws: Draws) => readonly Verdict[], repetitions: number, seed = 1): ErrorRates[] {
  const rates: { pass: number; fail: number }[] = []
  const draws = drawsOf(seed)
  for (let repetition = 0; repetition < repetitions; repetition++) {
    for (const [claim, verdict] of once(draws).entries()) {
      const rate = (rates[claim] ??= { pass: 0, fail: 0 })
      if (verdict !== 'inconclusive') rate[verdict] += 1 / repetitions
    }
  }
  return rates
}
