import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { noMore } from '../../option-check/no-more.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { attemptsOf } from '../../worker/attempts.ts'
import { conclude, type Matcher } from '../claims/claim.ts'
import { runBeside } from '../claims/measured-run.ts'
import { maintainedClaim } from '../claims/quality/maintained-claim.ts'
import { maintainSchema } from '../claims/quality/quality-options-schema.ts'
import { scoredRun, scoreToJudge } from '../claims/quality/scored-run.ts'
import type { QualityOptions } from './to-have-quality-above.ts'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that a run's quality is no worse than another one's by more than a margin (non-inferiority), by the paired
     * differences of a score, one a prompt: maintained where their 90 % interval lies above -margin, degraded where it
     * lies below, else inconclusive with the number of prompts that would settle it. Prompts with one answer, the
     * same each time in both, differ in nothing. Below 20 prompts, or where nothing differs, the share of prompts that
     * may have changed is bounded first.
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
  if (typeof baseline === 'string')
    throw notAllowed(
      `${matcher}(baseline)`,
      shown(baseline),
      'a run: another one here, or one that bench.from reads back',
    )
  const ours = scoredRun(received, matcher)
  const theirs = scoredRun(baseline, `${matcher} (baseline)`, runBeside)
  const [one, other] = [ours.subject.record, theirs.subject.record]
  if (one.id === other.id) throw notAllowed(`${matcher}(baseline)`, `run ${shown(one.name)} itself`, 'the other run')
  const name = scoreToJudge(ours, of, call('of'))
  const { alpha } = attemptsOf(this.task)
  return conclude(this, maintainedClaim(ours, theirs, { matcher, name, margin, alpha }))
}
