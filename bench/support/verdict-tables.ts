import {
  independent,
  ofAutoregression,
  ofPlaces,
  ofStretches,
  type Population,
  quantileOf,
} from '../../test/support/studies/studied-populations.ts'
import {
  meanClaims,
  type Once,
  percentileClaims,
  regressionClaim,
  successClaim,
  turnClaims,
  untilClaim,
} from '../../test/support/studies/verdict-cells.ts'
import {
  type ErrorRates,
  logNormal,
  measuredLoad,
  ratesOf,
  throughputAt,
} from '../../test/support/studies/verdict-studies.ts'

/** A row of a table: its head, its cells, and the rates that must be nominal. */
export interface ErrorRow {
  readonly words: string
  readonly cells: readonly string[]
  readonly errors: readonly number[]
}

/** A table of error rates, whose rows are computed as they are asked for. */
export interface ErrorTable {
  readonly name: string
  /** Error rate that a wrong pass, and a wrong fail, may have. */
  readonly nominal: number
  readonly rows: readonly (() => ErrorRow)[]
}

const many = 2500
const fewer = 2000

const percent = (share: number): string => (share * 100).toFixed(1)
const pair = ({ pass, fail }: ErrorRates): string => `${percent(pass)} / ${percent(fail)}`

/** A row of wrong passes and wrong fails. */
function errorsRow(words: string, once: Once, repetitions: number, isNominal = true): () => ErrorRow {
  return () => {
    const rates = ratesOf(once, repetitions, seedOf(words))
    const errors = isNominal ? rates.flatMap(({ pass, fail }) => [pass, fail]) : []
    return { words, cells: rates.map(pair), errors }
  }
}

/** Rows draw apart from one another. */
function seedOf(words: string): number {
  let hash = 7
  for (const character of words) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0
  return hash
}

const usual = 200
const seen: readonly Population[] = [
  ofAutoregression(0.2),
  ofAutoregression(0.4),
  ofAutoregression(0.6),
  ofAutoregression(0.8),
  ofStretches({ dwell: 3, even: true }),
  ofStretches({ dwell: 3, even: true, share: 0.05, by: 3 }),
  ofPlaces('a trend of 20 %', usual, (place) => 0.9 + 0.2 * place),
  ofPlaces('the first 5 % twice as slow', usual, (place) => (place < 0.05 ? 2 : 1)),
]
/** Stretches that a run of this length sees too few of. */
const unseen: readonly Population[] = [3, 5, 10, 30, 100].map((dwell) => ofStretches({ dwell }))

const percentileRows = (requests: number, populations: readonly Population[], isNominal = true) =>
  populations.map((population) =>
    errorsRow(`${requests}: ${population.words}`, percentileClaims(population, requests), many, isNominal),
  )

const lengths = [100, 1000].flatMap((requests) =>
  percentileRows(requests, [independent[1], seen[1], seen[4]] as Population[]),
)

const meanRow = (requests: number, population: Population, isNominal = true) =>
  errorsRow(`${requests}: ${population.words}`, meanClaims(population, requests, [1]), fewer, isNominal)

/** Power: how often what is well inside its limit passes, and what is well outside fails. */
function powerRow(population: Population): () => ErrorRow {
  const inside = percentileClaims(population, usual, [0.6, 0.98, 0.999])
  const outside = percentileClaims(population, usual, [0.4, 0.9, 0.97])
  const means = meanClaims(population, usual, [1.1, 0.9])
  return () => {
    const passes = ratesOf(inside, fewer, 3).map(({ pass }) => pass)
    const fails = ratesOf(outside, fewer, 3).map(({ fail }) => fail)
    const [above, below] = ratesOf(means, fewer / 2, 3) as [ErrorRates, ErrorRates]
    const cells = passes.map((pass, claim) => `${percent(pass)} / ${percent(fails[claim] as number)}`)
    return { words: population.words, cells: [...cells, `${percent(above.pass)} / ${percent(below.fail)}`], errors: [] }
  }
}

const compared = [independent[1], independent[3], independent[5], seen[1], seen[4]] as Population[]
const comparisonRow = (population: Population, isNominal = true) =>
  errorsRow(
    population.words,
    (draws) => [
      ...turnClaims(population, usual, [0.95, 1.05])(draws),
      ...regressionClaim(population, usual, 1.05)(draws),
    ],
    fewer,
    isNominal,
  )

const untilRow = (population: Population, isNominal = true) =>
  errorsRow(population.words, untilClaim(population, quantileOf(population, 0.95), 500), fewer, isNominal)

const throughputRow = (clients: number, words: string, durations: Population['durations'], isNominal = true) => {
  const load = { clients, requests: Math.max(usual, 14 * clients), durations }
  const claim = throughputAt(clients)
  return errorsRow(
    `${clients} ${clients === 1 ? 'client' : 'clients'}, ${words}`,
    (draws) => [claim(measuredLoad(load, draws))],
    fewer,
    isNominal,
  )
}

/** The tables of docs/verdicts.md, in its order. */
export const errorTables: readonly ErrorTable[] = [
  {
    name: 'percentiles and goodput: P50, P95, P99, goodput 0.95',
    nominal: 0.055,
    rows: [
      ...percentileRows(usual, [independent[1], independent[3], ...seen] as Population[]),
      ...lengths,
      ...percentileRows(usual, unseen, false),
    ],
  },
  {
    name: 'success rate 0.95',
    nominal: 0.055,
    rows: [
      errorsRow('200: failures by themselves', successClaim(usual, null), many),
      errorsRow('1000: failures by themselves', successClaim(1000, null), many),
      errorsRow('200: always 3 failures in a row', successClaim(usual, { dwell: 3, even: true }), many),
      errorsRow('200: on average 10 failures in a row', successClaim(usual, { dwell: 10 }), many, false),
    ],
  },
  {
    name: 'throughput',
    nominal: 0.06,
    rows: [
      ...[1, 4, 16, 64].map((clients) => throughputRow(clients, 'variation 0.3', logNormal(100, 0.3))),
      ...[1, 16].map((clients) => throughputRow(clients, 'variation 0.8', logNormal(100, 0.8))),
    ],
  },
  {
    name: 'until decided, P95',
    nominal: 0.05,
    rows: [
      untilRow(independent[1] as Population),
      // It looks again and again, which dependence makes more chances of: printed, not required.
      ...[seen[1], seen[4], unseen[2]].map((population) => untilRow(population as Population, false)),
    ],
  },
  {
    name: 'comparisons: toOutperform, toBeEquivalentTo, toNotRegressFrom',
    nominal: 0.055,
    rows: [
      ...compared.map((population) => comparisonRow(population)),
      ...[seen[3], unseen[3]].map((population) => comparisonRow(population as Population, false)),
    ],
  },
  {
    name: 'mean',
    nominal: 0.06,
    rows: [
      ...[...independent.slice(0, 5), ...seen].map((population) => meanRow(usual, population)),
      meanRow(usual, independent[5] as Population, false),
      ...[independent[1], seen[1], seen[4]].map((population) => meanRow(100, population as Population)),
      ...unseen.map((population) => meanRow(usual, population, false)),
    ],
  },
  {
    name: 'power: P50, P95, P99, goodput 0.95, mean',
    nominal: 1,
    rows: [independent[1], independent[2], seen[1], seen[4]].map((population) => powerRow(population as Population)),
  },
]
