import { weakest } from '../../cost/provenance.ts'
import { figureBeside, formatCount, formatGiven, formatNumber, formatPValue, formatShare } from '../../figures.ts'
import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { noMore } from '../../option-check/no-more.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { plainName } from '../../plain-text.ts'
import { inRun } from '../../verdicts/doubts.ts'
import { doubted } from '../../verdicts/judgement.ts'
import { judgeMaintained, type MaintainedJudgement } from '../../verdicts/quality/maintained.ts'
import type { ScorePairs } from '../../verdicts/quality/score-pairs.ts'
import { againstRecording } from '../../verdicts/recorded/recording-words.ts'
import { attemptsOf } from '../../worker/attempts.ts'
import { conclude, type Matcher } from '../claims/claim.ts'
import { runBeside } from '../claims/measured-run.ts'
import { aloneDoubts, pairedScores } from '../claims/quality/paired-scores.ts'
import { maintainSchema } from '../claims/quality/quality-options-schema.ts'
import { scoredRun, scoreNamed, scoreToJudge, unscoredDoubts, unscoredLines } from '../claims/quality/scored-run.ts'
import type { QualityOptions } from './to-have-quality-above.ts'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that a run's quality is no worse than another one's by more than a margin (non-inferiority), by the paired
     * differences of a score, one a prompt: maintained where their 90 % interval lies above -margin, degraded where it
     * lies below, else inconclusive with the number of prompts that would settle it. Prompts with the same answers in
     * both differ in nothing. Below 20 prompts, or where nothing differs, the share of prompts that may have changed is
     * bounded first.
     *
     * @param baseline - The other run, of the same prompts with the same scorer; also one read back by `bench.from`.
     * @param options - `margin`: the loss of score that is acceptable, above 0. `of`: the name of the score; needed
     * where there are several.
     * @throws LlmBenchError `not-measured` when one is no run, was not scored, is of random weights or simulated, or
     * they have no prompt in common, `.not` included; `invalid-option` for wrong arguments.
     * @example
     * expect(small).toMaintainQualityVs(large, { margin: 0.02, of: 'rougeL' })
     */
    toMaintainQualityVs: (baseline: unknown, options: MaintainOptions) => R
  }
}

/** Options of `toMaintainQualityVs`. */
export interface MaintainOptions extends QualityOptions {
  /** Loss of score that is acceptable: above 0 and below 1. */
  readonly margin: number
}

const matcher = 'toMaintainQualityVs'

/** The matcher `expect(run).toMaintainQualityVs(baseline, { margin, of })`. */
export const toMaintainQualityVs: Matcher<[baseline: unknown, options: MaintainOptions]> = function judge(
  received,
  baseline,
  options,
  ...more
) {
  const call = optionsOf(matcher, 'baseline')
  noMore(call(''), more)
  const { of, margin } = checkOptions(maintainSchema, options, { call })
  const ours = scoredRun(received, matcher)
  const theirs = scoredRun(baseline, `${matcher} (baseline)`, runBeside)
  const [one, other] = [ours.subject.record, theirs.subject.record]
  if (one.id === other.id) throw notAllowed(`${matcher}(baseline)`, `run ${shown(one.name)} itself`, 'the other run')
  const name = scoreToJudge(ours, of, call('of'))
  const pairs = pairedScores(ours, theirs, name, matcher)
  const judgement = judgeMaintained(pairs.differences, margin, attemptsOf(this.task).alpha)
  const [own, base] = [scoreNamed(ours, name, matcher).score, scoreNamed(theirs, name, matcher).score]
  const doubts = [
    ...aloneDoubts(pairs),
    ...unscoredDoubts(own, ours.quality),
    ...unscoredDoubts(base, theirs.quality).map((doubt) => inRun(other.name, doubt)),
  ]
  return conclude(this, {
    matcher,
    subject: ours.subject,
    other: theirs.subject,
    metric: 'quality',
    unit: '',
    what: plainName(name),
    relation:
      `maintained against "${plainName(other.name)}" within a margin of ${formatGiven(margin)}` +
      againstRecording(other),
    threshold: -margin,
    judgement: doubted(judgement, doubts),
    observed: `a difference of ${figureBeside(judgement.observed, -margin)}`,
    provenance: weakest([one.provenance, other.provenance]),
    counted: 'prompts',
    details: () => [
      `${word(judgement)}means ${formatNumber(own.mean)} and ${formatNumber(base.mean)}`,
      changeWords(judgement, pairs),
      ...unscoredLines(own, ours.quality),
      ...unscoredLines(base, theirs.quality).map((line) => inRun(other.name, line)),
    ],
  })
}

function word({ verdict }: MaintainedJudgement): string {
  return { pass: 'maintained: ', fail: 'degraded: ', inconclusive: '' }[verdict]
}

function changeWords(judgement: MaintainedJudgement, { same }: ScorePairs): string {
  const { wins, losses, ties, winRate, pValue, signPValue } = judgement
  const answers = `${formatCount(same)} prompts with the same answers in both`
  if (winRate === null) return `no prompt scored differently, ${formatPValue(pValue)} of no difference; ${answers}`
  const { share, low, high } = winRate
  const between = `${formatShare(low)} to ${formatShare(high)} by Wilson`
  const won = `${formatShare(share)} of the changed ones are wins (${between})`
  return (
    `better on ${formatCount(wins)} prompts, worse on ${formatCount(losses)}, alike on ${formatCount(ties)}; ${won}, ` +
    `sign test ${formatPValue(signPValue)}; ${formatPValue(pValue)} of no difference; ${answers}`
  )
}
