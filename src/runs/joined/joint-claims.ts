import { directedDoubts, type Settled } from '../../checks/directed-doubts.ts'
import { weakest } from '../../cost/provenance.ts'
import { withFailures } from '../../figures.ts'
import { metricDefinitions } from '../../metrics/definitions.ts'
import { adjustedSeries, type MeasuredColumns } from '../../metrics/series.ts'
import { shiftedSamples, shiftedThroughput, type TimeShift } from '../../metrics/time-shift.ts'
import type { ClaimRecord } from '../../record/claim.ts'
import type { MetricName } from '../../record/metric.ts'
import type { RunRecord } from '../../record/run.ts'
import { widened } from '../../stats/series/values.ts'
import { checksOf, doubtsAbout } from '../../verdicts/doubts.ts'
import { defaultAlpha, doubted, type Judgement, opposite, settle } from '../../verdicts/judgement.ts'
import { launchScope } from '../../verdicts/launches/launch-scope.ts'
import { judgeMeanBelow } from '../../verdicts/mean.ts'
import { judgePercentileBelow } from '../../verdicts/percentile.ts'
import { judgeRateAbove } from '../../verdicts/rate.ts'
import { judgeThroughputAbove } from '../../verdicts/throughput.ts'

/** A joined load, and the columns behind its figures. */
export interface Whole {
  readonly record: RunRecord
  readonly measured: MeasuredColumns
  /** Whether a part went on until its own claims were decided. */
  readonly isDecided: boolean
}

/** Claims of a whole load, and those of its parts that could not be judged of it. */
export interface JointClaims {
  readonly claims: readonly ClaimRecord[]
  readonly notes: readonly string[]
}

/** Matchers on one run and a limit: what compares two, or rests on money or quality, needs more than columns. */
const judgedAgain: ReadonlySet<string> = new Set([
  'toHaveMeanBelow',
  'toHaveP50Below',
  'toHaveP90Below',
  'toHaveP95Below',
  'toHaveP99Below',
  'toHavePercentileBelow',
  'toHaveSuccessRateAbove',
  'toHaveThroughputAbove',
  'toMeetSLO',
])
const overLaunches = / over launches\b/u
const decidedWords =
  'parts went on until their own claims were decided, so that the outcome chose how many requests the whole has: ' +
  'give them a number of requests or a duration'

/** A judgement with the times of the requests as they are, or moved. */
type Judge = (shift: TimeShift | null) => Judgement | null

/**
 * Claims that every part of a load made, judged again of all of its requests together: at 5 %, for the whole is judged
 * once. A claim of some parts is about those.
 */
export function jointClaims(whole: Whole, parts: readonly (readonly ClaimRecord[])[]): JointClaims {
  const [first = [], ...others] = parts
  const judged = [...new Map(first.map((claim) => [keyOf(claim), claim])).values()].flatMap((claim) => {
    const same = others.flatMap((claims) => claims.find((other) => keyOf(other) === keyOf(claim)) ?? [])
    return same.length < others.length ? [] : [{ claim, of: jointClaim(whole, claim, [claim, ...same]) }]
  })
  return {
    claims: judged.flatMap(({ of }) => of ?? []),
    notes: judged.flatMap(({ claim, of }) =>
      of === null ? [`"${claim.text}" was claimed of each part and is not judged of the whole`] : [],
    ),
  }
}

/** Of parts in which none failed, or that had one launch, the same claim has other words. */
function keyOf({ matcher, negated, metric, text, threshold, policy }: ClaimRecord): string {
  return JSON.stringify([matcher, negated, metric, plainOf(text), threshold, policy])
}

function plainOf(text: string): string {
  return text.replace(withFailures, '').replace(overLaunches, '')
}

/** The words of the claim of the whole, in which requests may have failed although none did in a part. */
function textOf({ requests }: RunRecord, { text }: ClaimRecord): string {
  const plain = plainOf(text)
  return requests.failed === 0
    ? plain
    : plain.replace(/^(?:p[\d.]+|mean) of \S+/u, (figure) => `${figure}${withFailures}`)
}

function jointClaim(whole: Whole, claim: ClaimRecord, ofParts: readonly ClaimRecord[]): ClaimRecord | null {
  const { record } = whole
  const judge = ofParts.some(isOfLaunches) ? nobody : judgeOf(whole, claim)
  const judged = judge(null)
  if (judged === null) return null
  const again = (shift: TimeShift): Settled => judge(shift) ?? judged
  const metrics = [claim.metric]
  // Its parts rest on estimates too: where none has a doubt of that it was accepted by name.
  const doubtsOfParts = ofParts.flatMap(({ rests }) => rests.doubts)
  const accepted = doubtsOfParts.some((doubt) => doubt.includes('estimated')) ? [] : (['estimated'] as const)
  const { doubts, despite } =
    claim.metric === 'successRate' ? { doubts: [], despite: [] } : directedDoubts(record, metrics, judged, again)
  // What is simulated settles nothing, and each part says so first.
  const simulated = claim.policy === 'simulated' ? claim.rests.doubts.slice(0, 1) : []
  const chosen = whole.isDecided ? [decidedWords] : []
  const ofWhole = [...simulated, ...chosen, ...doubtsAbout(record, metrics, { accepted }), ...doubts]
  // What is wrong with the whole load is told before what is wrong with its values.
  const sure = doubted({ ...judged, doubts: [] }, [...ofWhole, ...judged.doubts])
  const judgement = claim.negated ? opposite(sure) : sure
  const { change: _change, money: _money, joint: _joint, under, ...asked } = claim
  return {
    ...asked,
    text: textOf(record, claim),
    verdict: judgement.verdict,
    passed: settle(judgement, claim.policy),
    observed: forJson(judgement.observed),
    n: judgement.n,
    effectiveN: judgement.effectiveN,
    interval: judgement.interval,
    needed: judgement.needed,
    pValue: null,
    pAdjusted: null,
    provenance: weakest(ofParts.map(({ provenance }) => provenance)),
    rests: {
      doubts: [...judgement.doubts],
      despite: [...despite],
      checks: [...new Set(checksOf(record.checks, metrics).flatMap(({ id, status }) => (status === 'ok' ? [] : [id])))],
      parts: [],
    },
    pair: null,
    band: null,
    launches: launchScope(record, judgement),
    ...(under === undefined || !('above' in judged)
      ? {}
      : { under: { count: judged.n - above(judged), of: judged.n } }),
  }
}

/** One value of each launch decided, or the noise floor of launches: the requests of the whole do not tell these. */
function isOfLaunches({ launches }: ClaimRecord): boolean {
  return launches !== null && launches.by !== 'requests'
}

function above(judgement: object): number {
  return 'above' in judgement && typeof judgement.above === 'number' ? judgement.above : 0
}

/** How a claim is judged of the columns; by nobody where it rests on more than these. */
function judgeOf({ record, measured }: Whole, { matcher, metric, text, threshold }: ClaimRecord): Judge {
  if (typeof threshold !== 'number' || !judgedAgain.has(matcher)) return nobody
  if (metric === 'successRate') return () => judgeRateAbove(measured.columns.failed, threshold, defaultAlpha)
  if (metric === 'tokenThroughput') {
    const { attempted } = record.requests
    const { concurrency } = record.load
    return (shift) => {
      const rates = shift === null ? record.throughput : shiftedThroughput(record.throughput, shift.between)
      return judgeThroughputAbove(rates, { attempted, concurrency }, threshold)
    }
  }
  if (!isSeries(metric)) return nobody
  const series = (shift: TimeShift | null): Float64Array =>
    widened(adjustedSeries(metric, shift === null ? measured : shiftedSamples(measured, metric, shift)))
  if (series(null).length === 0) return nobody
  const percentile = Number(/^p(?<percent>\d+(?:\.\d+)?) of /u.exec(text)?.groups?.['percent'] ?? Number.NaN)
  if (Number.isFinite(percentile)) return (shift) => judgePercentileBelow(series(shift), percentile / 100, threshold)
  return text.startsWith('mean of ') ? (shift) => judgeMeanBelow(series(shift), threshold, defaultAlpha) : nobody
}

/** Whether a metric has a value of each request: gaps between chunks are joined as digests, which no test takes. */
function isSeries(metric: string): metric is Exclude<MetricName, 'interChunk'> {
  return Object.hasOwn(metricDefinitions, metric) && metric !== 'interChunk'
}

function nobody(): null {
  return null
}

function forJson(value: number | string): number | string | null {
  return typeof value === 'string' || Number.isFinite(value) ? value : null
}
