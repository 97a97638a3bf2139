import { brokenChecks } from '../baseline/broken-checks.ts'
import { differingWorkload } from '../baseline/differing-workload.ts'
import { judgePoints, judgeRegression } from '../baseline/judge-regression.ts'
import { type RegressionJudgement, regressionLimit } from '../baseline/regression.ts'
import { type KeptMetric, keptMetric } from '../baseline/kept-source.ts'
import { sourceOfValues } from '../baseline/median-source.ts'
import { anchoredPair, anchoredWords, areAnchorsAlike } from '../baseline/anchor/anchored.ts'
import { type FoundBaseline, type MissingBaseline, readBaseline } from '../baseline/read-baseline.ts'
import { findNoiseFloor, type FoundFloor } from '../baseline/find-noise-floor.ts'
import { runKey } from '../baseline/run-key.ts'
import { saveCommand } from '../baseline/baseline-path.ts'
import { LlmBenchError } from '../errors.ts'
import { collectEnvironment } from '../machine/facts/environment.ts'
import { fingerprintOf } from '../machine/facts/fingerprint.ts'
import type { MetricName } from '../record/metric.ts'
import { metricDefinitions } from '../metrics/definitions.ts'
import { directedDoubts } from '../checks/directed-doubts.ts'
import { doubtsAbout, inBaseline } from '../verdicts/doubts.ts'
import type { Subject } from '../runs/subject.ts'
import type { LaunchValue } from '../stats/launches/launch-value.ts'
import { medianOf } from '../stats/quantiles/median.ts'
import { launchValues } from '../verdicts/launches/launch-values.ts'
import type { Acceptable } from '../verdicts/acceptable.ts'
import * as v from 'valibot'
import { optionsOf } from '../option-check/call.ts'
import { checkOptions } from '../option-check/check-options.ts'
import { noMore } from '../option-check/no-more.ts'
import { bandSchema, metricEntries } from './claims/arguments-schema.ts'
import type { MetricOption } from './claims/metric-option.ts'
import { attemptsOf } from '../worker/attempts.ts'
import { conclude, type Matcher } from './claims/claim.ts'
import { withoutBaseline } from './claims/regression/missing-baseline.ts'
import { finite } from '../record/figure.ts'
import { figureBeside, formatCount, formatGivenShare, formatObserved } from '../figures.ts'
import { findWorkerContext } from '../worker/worker-context.ts'
import { judgedMetric } from './claims/metric-option.ts'
import { launchDetails } from '../verdicts/launches/launch-details.ts'
import { measuredRun, notMeasured } from './claims/measured-run.ts'
import { adjustedRowsOf, countedOf, failureWords, seriesOf } from './claims/series-of.ts'
import { plainName, plainSentence } from '../plain-text.ts'

/** Options of `toNotRegressFrom`. */
export interface RegressionOptions extends Omit<MetricOption, 'accept'> {
  /**
   * Grounds that are accepted by name, as in other claims; and `invalid-baseline`: the claim is made although an
   * invalid check of the run that the baseline was saved from protects the metric. It says so, and stays open where
   * that may have made its verdict. None when left out.
   */
  readonly accept?: readonly (Acceptable | 'invalid-baseline')[]
  /**
   * Share by which the median may be worse. Default 0.05. One below the noise floor that `llm-bench noise` measured
   * here is widened to it.
   */
  readonly by?: number
  /** Baselines to compare with: `any` takes one of another machine or model too, and says so. Default `same`. */
  readonly fingerprint?: 'same' | 'any'
  /**
   * Outcome where there is no baseline, or none of this fingerprint: an `error` that fails the test, the default; or
   * the claim is `inconclusive`, says why, and the option `inconclusive` decides. For benches that are new, and for CI
   * on machines that change.
   */
  readonly missing?: 'error' | 'inconclusive'
}

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that the median is at most so much worse than in a saved baseline: it fails when the
     * 90 % interval of the ratio of medians lies wholly beyond the band, passes when wholly on its
     * good side, and is inconclusive else. Save a baseline with `vitest bench --mode baseline`.
     *
     * @param name - Of the baseline, for example `main`.
     * @param options - `by`: the band, 0.05 when left out; `of`: the metric, when left out end-to-end `latency`,
     * of an open load `response`; `fingerprint: 'any'`: accept a baseline of another machine, model or setting;
     * `missing: 'inconclusive'`: where no baseline fits the claim is open in place of an error;
     * `accept`: `['simulated']` makes the claim on a simulated target, labelled so.
     * `['estimated']` decides it also on tokens that the server did not count, `['invalid-baseline']` makes it also
     * against a baseline whose own checks found its run broken, which leave open what they may have made.
     * A band below the noise floor (`llm-bench noise`) is widened to it, which the message and the report say.
     * Each such claim fails at its own 5 %; the report says which failures stand among all of them (Holm).
     * @throws LlmBenchError `baseline-missing`, `baseline-incompatible` for another fingerprint (it
     * names the fields), other work, or one saved under invalid checks, `not-measured`, `invalid-option`;
     * `.not` included.
     * @example
     * expect(run).toNotRegressFrom('main', { by: 0.05, of: 'ttft' })
     */
    toNotRegressFrom: (name: string, options?: RegressionOptions) => R
  }
}

const matcher = 'toNotRegressFrom'
const schema = v.strictObject({
  of: metricEntries.of,
  accept: v.optional(
    v.pipe(
      v.array(v.picklist(['estimated', 'assumed', 'simulated', 'invalid-baseline'])),
      v.description('a list of "estimated", "assumed", "simulated" and "invalid-baseline"'),
    ),
    [],
  ),
  by: v.optional(bandSchema, 0.05),
  fingerprint: v.optional(v.picklist(['same', 'any']), 'same'),
  missing: v.optional(v.picklist(['error', 'inconclusive']), 'error'),
})

/** The matcher `expect(run).toNotRegressFrom(name, { by, of, fingerprint })`. */
export const toNotRegressFrom: Matcher<[name: string, options?: RegressionOptions]> = function judge(
  received,
  name,
  options = {},
  ...more
) {
  const call = optionsOf(matcher, 'name')
  noMore(call(''), more)
  const { of, by, accept, fingerprint, missing } = checkOptions(schema, options, { call })
  const accepted = accept.filter((ground) => ground !== 'invalid-baseline')
  const subject = measuredRun(received, matcher, accepted)
  const { metric, words } = judgedMetric(of, subject.record)
  const { unit, better } = metricDefinitions[metric]
  // A baseline that is being saved has nothing to be compared with: the run that saves must not fail for that.
  if (findWorkerContext()?.baseline === name) {
    return { pass: this.isNot !== true, message: () => `baseline "${name}" is being saved by this run` }
  }
  const series = seriesOf(subject, metric, matcher)
  const claim = {
    matcher,
    subject,
    metric,
    restsOn: [metric],
    unit: '',
    what: `median ${metric}`,
    relation: `at most ${formatGivenShare(by)} ${better === 'lower' ? 'slower' : 'lower'} than in baseline "${name}"`,
    provenance: subject.record.provenance,
    counted: countedOf(metric),
  }
  const found = baselineOf(subject, name, fingerprint)
  if (found.state === 'missing') {
    if (missing === 'error') throw found.error
    const open = { values: series.length, by, holds: this.isNot !== true }
    return conclude(this, withoutBaseline({ ...claim, threshold: regressionLimit(by, better) }, found, open))
  }
  const broken = brokenChecks(found.run.record, metric)
  if (broken.length > 0 && !accept.includes('invalid-baseline')) throw brokenBaseline(name, metric, broken)
  const kept = keptMetric(metric, found.run.record, found.run.samples)
  if (kept.kind === 'missing')
    throw notMeasured(
      matcher,
      `the baseline "${name}" has no ${metric}: it was not measured, ` +
        'or the tool it came from defines it in another way',
    )
  const median = kept.kind === 'point' ? kept.median : kept.source.median
  const { floor, notes: floorNotes } = floorFor(subject, metric, found)
  const rule = { by, better, alpha: attemptsOf(this.task).alpha, floor }
  const judgeWith = (ours: Subject, theirs: KeptMetric): RegressionJudgement => {
    const values = seriesOf(ours, metric, matcher)
    return theirs.kind === 'samples'
      ? judgeRegression(sourceOfValues(values, mediansOf(ours, metric)), theirs.source, rule)
      : judgePoints(medianOf(values), median, values.length, rule)
  }
  const judged = judgeWith(subject, kept)
  const directed = directedDoubts(found.run.record, [metric], judged, (shift) =>
    judgeWith(subject, keptMetric(metric, found.run.record, found.run.samples, shift)),
  )
  const ofBaseline = [...doubtsAbout(found.run.record, [metric], { accepted }), ...directed.doubts]
  const judgement = { ...judged, doubts: [...judged.doubts, ...ofBaseline.map(inBaseline)] }
  const limit = regressionLimit(judged.band.judged, better)
  return conclude(this, {
    ...claim,
    threshold: limit,
    judgement: judgement.doubts.length > 0 ? { ...judgement, verdict: 'inconclusive' } : judgement,
    again: (shift) => judgeWith({ ...subject, shift }, kept),
    despite: directed.despite.map(inBaseline),
    pValue: judged.pValue,
    band: judged.band,
    change: {
      of: 'baseline',
      name,
      statistic: 'p50',
      before: finite(median),
      after: finite(medianOf(series)),
      unit,
      ratio: finite(judged.observed),
      interval: judged.interval,
    },
    observed:
      `ratio ${figureBeside(judged.observed, limit)}: ` +
      `${formatObserved(medianOf(series))} against ${formatObserved(median)} ${unit}`,
    end: (end) => figureBeside(end, limit),
    details: () => [
      baselineWords(found, name, kept),
      ...brokenWords(broken),
      ...foreignWords(found),
      ...sizeWords(judged),
      ...anchorWords(subject, found, judged, better),
      ...launchDetails(subject.record, judged, judged.band),
      ...floorNotes.map(plainSentence),
      ...failureWords(subject, metric),
      ...words,
    ],
  })
}

/** The ratio adjusted by the anchor workload, where this run and the baseline's have the same one around them. */
function anchorWords(
  { record }: Subject,
  { run, fingerprint }: FoundBaseline,
  judged: RegressionJudgement,
  better: 'lower' | 'higher',
): string[] {
  // Who measured no anchor looks at no machine for it.
  const anchored = anchoredPair(judged, record, run.record, better)
  if (anchored === null) return []
  const root = findWorkerContext()?.runRoot ?? process.cwd()
  if (!areAnchorsAlike(fingerprintOf(collectEnvironment(root), record.target), fingerprint)) return []
  return [anchoredWords(anchored, judged.observed, { ours: 'this run', theirs: 'the baseline' })]
}

/** The median of each launch; none for gaps, which belong to no request. */
function mediansOf(subject: Subject, metric: MetricName): LaunchValue[] {
  if (metric === 'interChunk') return []
  const rows = adjustedRowsOf(subject, metric, matcher)
  return launchValues(subject.record.launches, { slots: subject.measured.columns.slot, rows }, 'median')
}

/** The noise floor of this machine for the run's median: of no use beside a baseline of another one. */
function floorFor({ record }: Subject, metric: MetricName, { differing }: FoundBaseline): FoundFloor {
  if (differing.length > 0) return { floor: null, notes: [] }
  const root = findWorkerContext()?.runRoot ?? process.cwd()
  const fingerprint = fingerprintOf(collectEnvironment(root), record.target)
  return findNoiseFloor(root, fingerprint, { key: runKey(record), metric })
}

/**
 * The baseline's run for the same work, or why no baseline fits.
 * @throws LlmBenchError `baseline-incompatible` for other work, and a damaged file
 */
function baselineOf({ record }: Subject, name: string, which: 'same' | 'any'): FoundBaseline | MissingBaseline {
  const root = findWorkerContext()?.runRoot ?? process.cwd()
  const fingerprint = fingerprintOf(collectEnvironment(root), record.target)
  const found = readBaseline(root, name, runKey(record), fingerprint, which)
  if (found.state === 'missing') return found
  const different = differingWorkload(record, found.run.record)
  if (different.length === 0) return found
  throw new LlmBenchError(
    'baseline-incompatible',
    `${matcher}: baseline "${name}" measured other work: ${different.join('; ')}; ` +
      `save it again with ${saveCommand}`,
  )
}

/** The error of a baseline that was saved from a run whose checks were invalid. */
function brokenBaseline(name: string, metric: MetricName, broken: readonly string[]): LlmBenchError {
  return new LlmBenchError(
    'baseline-incompatible',
    `${matcher}: baseline "${name}" was saved from a run whose ${metric} its own checks found broken: ` +
      `${broken.join('; ')}; save it again with ${saveCommand}, ` +
      "or compare all the same with { accept: ['invalid-baseline'] }",
  )
}

function brokenWords(broken: readonly string[]): string[] {
  if (broken.length === 0) return []
  return [
    "saved under invalid checks, compared because { accept: ['invalid-baseline'] } asks for it: " +
      broken.map(plainSentence).join('; '),
  ]
}

function baselineWords({ run }: FoundBaseline, name: string, kept: KeptMetric): string {
  const { savedAt, commit, branch, dirty } = run
  const date = savedAt.slice(0, 10)
  const place = [branch, dirty === true ? 'with changes' : null].filter((part) => part !== null).join(', ')
  const at = commit === null ? '' : ` at commit ${commit.slice(0, 9)}${place === '' ? '' : ` (${plainName(place)})`}`
  const n = kept.kind === 'samples' ? kept.source.n : kept.kind === 'point' ? kept.n : 0
  const error = kept.kind === 'samples' ? kept.source.relativeError : 0
  const digest = error === 0 ? '' : `, as a digest within ${formatGivenShare(error)}`
  return `baseline "${name}": n = ${formatCount(n)}${digest}, saved ${date}${at}`
}

function foreignWords({ differing, unknown }: FoundBaseline): string[] {
  if (differing.length === 0 && unknown.length > 0)
    return [`the baseline does not know ${unknown.join(', ')}, for an earlier release saved it: all else is the same`]
  if (differing.length === 0) return []
  return [
    `another fingerprint, compared because { fingerprint: 'any' } asks for it: ${differing.map(plainName).join('; ')}`,
  ]
}

function sizeWords({ neededInBoth }: RegressionJudgement): string[] {
  if (neededInBoth === null) return []
  return [
    `the baseline needs as many: save it again with about ${formatCount(neededInBoth)} requests, ` +
      'more in this run alone would not settle it',
  ]
}
