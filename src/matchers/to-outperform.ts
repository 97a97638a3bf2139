import { judgeOutperforms } from '../verdicts/comparison.ts'
import * as v from 'valibot'
import { bandSchema, metricEntries, usualBand } from './claims/arguments-schema.ts'
import type { MetricOption } from './claims/metric-option.ts'
import type { Matcher } from './claims/claim.ts'
import { type ArmMatcher, claimOfArms } from './claims/comparison-claim.ts'
import { claimOverDeclared } from './claims/declared/declared-claim.ts'
import { isDeclared } from './claims/declared/declared-figure.ts'
import { optionsOf } from '../option-check/call.ts'
import { checkOptions } from '../option-check/check-options.ts'
import { noMore } from '../option-check/no-more.ts'
import { formatGivenShare } from '../figures.ts'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that a run is better than another one of the same `bench.compare` by more than a share.
     * One 90 % interval of the ratio of medians over neighbouring blocks decides: it must lie wholly
     * below 1 - `by`, for speeds above 1 + `by`. The claim fails where it lies wholly on the other
     * side.
     *
     * @param other - The run to beat, measured in turns with this one; or a figure that was measured elsewhere,
     * `{ declared: { p50: 200, source: '…' } }` (`mean`, `p50`, `p90`, `p95` or `p99` of what `of` names, in
     * milliseconds, tokens/s for speeds; or `throughput` per second): then the run's own figure must lie below it, of
     * speeds and rates above it, by more than `by`, and the claim is labelled declared.
     * @param options - `of`: the metric; when left out end-to-end `latency`, of an open load `response`.
     * `by`: 0 or more and below 1; 0.05 when left out, because identical hosts differ by some per cent. `accept`:
     * `['simulated']` makes the claim on simulated targets, labelled so.
     * `['estimated']` decides it also on tokens that the server did not count.
     * @throws LlmBenchError `not-measured` when a value is no run, has no such metric, or the two were
     * not measured in one `bench.compare`, `.not` included; `invalid-option` for wrong options.
     * @example
     * expect(result.get('q4')).toOutperform(result.get('q8'), { of: 'tpot', by: 0.2 })
     * expect(run).toOutperform({ declared: { p50: 200, source: 'dashboard of our API, 2026-11-01' } })
     * expect(run).toOutperform({ declared: { mean: 40, source: 'price list, 2026-11-01' } }, { of: 'decodeSpeed' })
     */
    toOutperform: (other: unknown, options?: OutperformOptions) => R
  }
}

/** Options of `toOutperform`: the metric, and by how much the run must be better. */
export interface OutperformOptions extends MetricOption {
  /** Share by which the run must be better; 0.05 when left out. */
  readonly by?: number
}

const schema = v.strictObject({ ...metricEntries, by: v.optional(bandSchema, usualBand) })

const claim: ArmMatcher<v.InferOutput<typeof schema>> = {
  matcher: 'toOutperform',
  schema,
  rule({ by }) {
    const beyond = by === 0 ? '' : `more than ${formatGivenShare(by)} `
    return {
      band: by,
      judge: judgeOutperforms,
      relation: (better, name) => ({
        text: `${beyond}${better === 'lower' ? 'below' : 'above'} that of ${name}`,
        threshold: better === 'lower' ? 1 - by : 1 + by,
      }),
    }
  },
}

/** The matcher `expect(run).toOutperform(other, { of, by })`. */
export const toOutperform: Matcher<[other: unknown, options?: OutperformOptions]> = function judge(
  received,
  other,
  options = {},
  ...more
) {
  if (isDeclared(other)) {
    const call = optionsOf(claim.matcher, 'other')
    noMore(call(''), more)
    const checked = checkOptions(schema, options, { call })
    return claimOverDeclared(this, { matcher: claim.matcher, received, other, ...checked })
  }
  return claimOfArms(this, { received, other, options, more }, claim)
}
