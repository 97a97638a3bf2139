import { shiftedTime } from '../metrics/time-shift.ts'
import { judgeFact } from '../verdicts/fact.ts'
import { acceptedOf } from './claims/accept.ts'
import type { AcceptOption } from './claims/accept-option.ts'
import { optionsOf } from '../option-check/call.ts'
import { checkValue } from '../option-check/check-value.ts'
import { noMore } from '../option-check/no-more.ts'
import { limitSchema } from './claims/arguments-schema.ts'
import { conclude, type Matcher } from './claims/claim.ts'
import { figureBeside, formatLimit } from '../figures.ts'
import { measuredRun, notMeasured } from './claims/measured-run.ts'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that the model was ready within so many milliseconds: from the load being asked for to
     * its context being ready. Observed once. A model that was warm already keeps the time of its
     * load, and the message says "loaded earlier".
     *
     * @param ms - Above 0; a load that takes exactly this long is within it.
     * @param options - `accept: ['simulated']` makes the claim on a simulated target, labelled so.
     * @throws LlmBenchError `not-measured` when the value is no run of a local model, `.not`
     * included; `invalid-option` for a wrong limit.
     * @example
     * expect(run).toLoadWithin(5000)
     */
    toLoadWithin: (ms: number, options?: AcceptOption) => R
  }
}

const matcher = 'toLoadWithin'

/** The matcher `expect(run).toLoadWithin(ms)`. */
export const toLoadWithin: Matcher<[ms: number, options?: AcceptOption]> = function judge(
  received,
  ms,
  options,
  ...more
) {
  const call = optionsOf(matcher, 'ms')
  noMore(call(''), more)
  const limit = checkValue(limitSchema('ms'), ms, `${matcher}(ms)`)
  const subject = measuredRun(received, matcher, acceptedOf(options, call))
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
