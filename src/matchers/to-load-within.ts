import * as v from 'valibot'
import { shiftedTime } from '../metrics/time-shift.ts'
import { judgeFact } from '../verdicts/fact.ts'
import type { AcceptOption } from './claims/accept-option.ts'
import { optionsOf } from '../option-check/call.ts'
import type { PageCacheWish } from '../models/page-cache/prepare-page-cache.ts'
import { checkOptions } from '../option-check/check-options.ts'
import { attemptsOf } from '../worker/attempts.ts'
import { loadsClaim } from './claims/loads/loads-claim.ts'
import { checkValue } from '../option-check/check-value.ts'
import { noMore } from '../option-check/no-more.ts'
import { limitSchema, metricEntries } from './claims/arguments-schema.ts'
import { conclude, type Matcher } from './claims/claim.ts'
import { figureBeside, formatLimit } from '../figures.ts'
import { measuredRun, notMeasured } from './claims/measured-run.ts'

/** Options of `toLoadWithin`. */
export interface LoadWithinOptions extends AcceptOption {
  /** Loads that are claimed of: those with a cold page cache, or with a warm one. Needs a run with `pageCache`. */
  readonly from?: PageCacheWish
  /** Percentile of the loads of a run with `pageCache`, in per cent. Default 50, which passes with 5 at the least. */
  readonly percentile?: number
}

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that the model was ready within so many milliseconds: from the load being asked for to
     * its context being ready. Observed once. A model that was warm already keeps the time of its
     * load, and the message says "loaded earlier".
     *
     * With `from` or `percentile` it is a claim on the loads of a run with `pageCache`, at a percentile, decided by an
     * exact binomial test: P50 passes with 5 loads at the least, P95 with 59.
     *
     * @param ms - Above 0; a load that takes exactly this long is within it.
     * @param options - `from`: 'cold' or 'warm'; `percentile`: 50 when left out. `accept: ['simulated']` makes the
     * claim on a simulated target, labelled so.
     * @throws LlmBenchError `not-measured` when the value is no run of a local model, or it has no such loads, `.not`
     * included; `invalid-option` for a wrong limit.
     * @example
     * expect(run).toLoadWithin(5000)
     * expect(run).toLoadWithin(8000, { from: 'cold', percentile: 90 })
     */
    toLoadWithin: (ms: number, options?: LoadWithinOptions) => R
  }
}

const matcher = 'toLoadWithin'
const usualPercentile = 50
const schema = v.strictObject({
  from: v.optional(v.picklist(['cold', 'warm'])),
  percentile: v.optional(
    v.pipe(v.number(), v.gtValue(0), v.ltValue(100), v.description('a number above 0 and below 100: the 90th is 90')),
  ),
  accept: metricEntries.accept,
})

/** The matcher `expect(run).toLoadWithin(ms)`. */
export const toLoadWithin: Matcher<[ms: number, options?: LoadWithinOptions]> = function judge(
  received,
  ms,
  options = {},
  ...more
) {
  const call = optionsOf(matcher, 'ms')
  noMore(call(''), more)
  const limit = checkValue(limitSchema('ms'), ms, `${matcher}(ms)`)
  const { from, percentile, accept } = checkOptions(schema, options, { call })
  const subject = measuredRun(received, matcher, accept)
  if (from !== undefined || percentile !== undefined) {
    const { alpha } = attemptsOf(this.task)
    const asked = { matcher, from: from ?? null, percentile: percentile ?? usualPercentile, limit, alpha }
    return conclude(this, loadsClaim(subject, asked))
  }
  const { loadTimeMs, loadState, provenance } = subject.record
  if (loadTimeMs === null) {
    throw notMeasured(matcher, 'the load time was not measured: only a local model is loaded by this package')
  }
  return conclude(this, {
    matcher,
    subject,
    metric: 'loadTime',
    unit: 'ms',
    what: 'load time',
    relation: `within ${formatLimit(limit, 'ms')}`,
    threshold: limit,
    judgement: judgeFact(loadTimeMs, loadTimeMs <= limit),
    again: ({ times }) => {
      const moved = shiftedTime(loadTimeMs, times)
      return judgeFact(moved, moved <= limit)
    },
    observed: `${figureBeside(loadTimeMs, limit)} ms`,
    provenance,
    counted: 'loads',
    details: () =>
      loadState === null
        ? []
        : [`loaded ${loadState.loaded === 'now' ? 'for this run' : 'earlier'}, page cache ${loadState.pageCache}`],
  })
}
