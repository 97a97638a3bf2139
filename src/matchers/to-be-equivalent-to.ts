import { judgeEquivalent } from '../verdicts/comparison.ts'
import * as v from 'valibot'
import { metricEntries, usualBand, widthSchema } from './claims/arguments-schema.ts'
import type { MetricOption } from './claims/metric-option.ts'
import type { Matcher } from './claims/claim.ts'
import { type ArmMatcher, claimOfArms } from './claims/comparison-claim.ts'
import { formatGivenShare } from '../figures.ts'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that a run and another one of the same `bench.compare` differ by no more than a share:
     * the 90 % interval of the ratio of medians over neighbouring blocks must lie inside 1 ± `within`.
     * The claim fails where the interval lies wholly outside. Not seeing a difference is not enough.
     *
     * @param other - The run it is compared with, measured in turns with this one.
     * @param options - `of`: the metric; when left out end-to-end `latency`, of an open load `response`.
     * `within`: above 0 and below 1; 0.05 when left out. `accept: ['simulated']` makes the claim on simulated targets,
     * labelled so.
     * `['estimated']` decides it also on tokens that the server did not count.
     * @throws LlmBenchError `not-measured` when a value is no run, has no such metric, or the two were
     * not measured in one `bench.compare`, `.not` included; `invalid-option` for wrong options.
     * @example
     * expect(result.get('new')).toBeEquivalentTo(result.get('old'), { of: 'ttft', within: 0.1 })
     */
    toBeEquivalentTo: (other: unknown, options?: EquivalenceOptions) => R
  }
}

/** Options of `toBeEquivalentTo`: the metric, and how far apart the runs may be. */
export interface EquivalenceOptions extends MetricOption {
  /** Share by which the runs may differ; 0.05 when left out. */
  readonly within?: number
}

const schema = v.strictObject({ ...metricEntries, within: v.optional(widthSchema, usualBand) })

const claim: ArmMatcher<v.InferOutput<typeof schema>> = {
  matcher: 'toBeEquivalentTo',
  schema,
  rule: ({ within }) => ({
    band: within,
    judge: judgeEquivalent,
    relation: (_, name) => ({ text: `within ${formatGivenShare(within)} of that of ${name}`, threshold: within }),
  }),
}

/** The matcher `expect(run).toBeEquivalentTo(other, { of, within })`. */
export const toBeEquivalentTo: Matcher<[other: unknown, options?: EquivalenceOptions]> = function judge(
  received,
  other,
  options = {},
  ...more
) {
  return claimOfArms(this, { received, other, options, more }, claim)
}
