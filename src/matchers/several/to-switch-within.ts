import * as v from 'valibot'
import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { checkValue } from '../../option-check/check-value.ts'
import { noMore } from '../../option-check/no-more.ts'
import type { SwitchRecord } from '../../record/several/switch.ts'
import { attemptsOf } from '../../worker/attempts.ts'
import { formatCount, formatNumber } from '../../figures.ts'
import { plainText } from '../../plain-text.ts'
import type { AcceptOption } from '../claims/accept-option.ts'
import { limitSchema, metricEntries } from '../claims/arguments-schema.ts'
import { conclude, type Matcher } from '../claims/claim.ts'
import { timesWithin } from '../claims/loads/times-within.ts'
import { measuredRun, notMeasured } from '../claims/measured-run.ts'

/** Options of `toSwitchWithin`. */
export interface SwitchOptions extends AcceptOption {
  /** Percentile of the switches, in per cent, above 0 and below 100. Default 95, which passes with 59 at the least. */
  readonly percentile?: number
}

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that a change to a model that was not loaded takes at most so many milliseconds, at a percentile: from the
     * models in its way being evicted, over its load, to its first token. One that failed is longer than any limit. An
     * exact binomial test decides, as of other percentiles: P50 passes with 5 switches at the least, P95 with 59.
     *
     * @param ms - Above 0.
     * @param options - `percentile`: 95 when left out. `accept: ['simulated']` makes the claim on a simulated target.
     * @throws LlmBenchError `not-measured` when the value is no run, or no model was switched to in it, `.not`
     * included; `invalid-option` for a wrong limit or percentile.
     * @example
     * expect(run).toSwitchWithin(3000, { percentile: 50 })
     */
    toSwitchWithin: (ms: number, options?: SwitchOptions) => R
  }
}

const matcher = 'toSwitchWithin'
const usualPercentile = 95
const schema = v.strictObject({
  percentile: v.optional(
    v.pipe(v.number(), v.gtValue(0), v.ltValue(100), v.description('a number above 0 and below 100: the 95th is 95')),
    usualPercentile,
  ),
  accept: metricEntries.accept,
})

/** The matcher `expect(run).toSwitchWithin(ms, { percentile })`. */
export const toSwitchWithin: Matcher<[ms: number, options?: SwitchOptions]> = function judge(
  received,
  ms,
  options = {},
  ...more
) {
  const call = optionsOf(matcher, 'ms')
  noMore(call(''), more)
  const { percentile, accept } = checkOptions(schema, options, { call })
  const limit = checkValue(limitSchema('ms'), ms, `${matcher}(ms)`)
  const subject = measuredRun(received, matcher, accept)
  const { switches, provenance } = subject.record
  if (switches.length === 0) {
    throw notMeasured(
      matcher,
      'no model was switched to in this run: give models(…) a memoryBudget that not all of them fit in, or ask a ' +
        'server that loads and unloads models',
    )
  }
  const { alpha } = attemptsOf(this.task)
  const times = switches.map(({ totalMs }) => totalMs ?? Number.POSITIVE_INFINITY)
  return conclude(this, {
    ...timesWithin(times, { percentile, limit, alpha }),
    matcher,
    subject,
    metric: 'switch',
    what: `p${percentile} of switches`,
    provenance,
    counted: 'switches',
    details: () => [partsWords(switches), ...failedWords(switches)],
  })
}

function partsWords(switches: readonly SwitchRecord[]): string {
  const parts = [
    ['evicting', switches.map(({ evictMs }) => evictMs)],
    ['loading', switches.map(({ loadMs }) => loadMs)],
    ['first token', switches.map(({ firstTokenMs }) => firstTokenMs)],
  ] as const
  const told = parts.flatMap(([name, values]) => {
    const known = values.filter((value) => value !== null)
    if (known.length === 0) return []
    return `${name} ${formatNumber(known.reduce((sum, value) => sum + value, 0) / known.length)} ms`
  })
  return told.length === 0 ? 'its parts are not known' : `on average ${told.join(', ')}`
}

function failedWords(switches: readonly SwitchRecord[]): string[] {
  const failed = switches.filter(({ totalMs }) => totalMs === null)
  const [first] = failed
  if (first === undefined) return []
  return [`${formatCount(failed.length)} gave no token: ${plainText(first.error ?? 'for no reason that is known')}`]
}
