import type { MetricName } from '../record/metric.ts'
import type { Subject } from '../runs/subject.ts'
import { judgeRateAbove } from '../verdicts/rate.ts'
import { acceptedOf } from './claims/accept.ts'
import type { AcceptOption } from './claims/accept-option.ts'
import * as v from 'valibot'
import { optionsOf } from '../option-check/call.ts'
import { checkOptions } from '../option-check/check-options.ts'
import { checkValue } from '../option-check/check-value.ts'
import { noMore } from '../option-check/no-more.ts'
import { limitSchema, ratioSchema } from './claims/arguments-schema.ts'
import { attemptsOf } from '../worker/attempts.ts'
import { conclude, type Matcher } from './claims/claim.ts'
import { figureBeside, formatCount, formatLimit } from '../figures.ts'
import { measuredRun } from './claims/measured-run.ts'
import { adjustedRowsOf } from './claims/series-of.ts'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that more than a share of all requests sent was good: answered, and within every limit.
     * A failed request is not good; a value at its limit is within it. An answer of one token, or of one
     * event, has no `tpot` to miss. Judged by an exact binomial test at 5 %, as {@link toHaveSuccessRateAbove}.
     *
     * @param ratio - 0 or more and below 1.
     * @param limits - For each request, in milliseconds: `ttft`, `tpot`, `latency`, `response`, `ttfv`.
     * @param options - `accept: ['simulated']` makes the claim on a simulated target, labelled so.
     * `['estimated']` decides it also on tokens that the server did not count.
     * @throws LlmBenchError `not-measured` when the value is no run or has no such metric, `.not`
     * included; `invalid-option` for a wrong ratio or limit.
     * @example
     * expect(run).toHaveGoodputAbove(0.95, { ttft: 200, tpot: 30 })
     */
    toHaveGoodputAbove: (ratio: number, limits: RequestLimits, options?: AcceptOption) => R
  }
}

/** Limits every good request keeps, in milliseconds. */
export type RequestLimits = { readonly [Metric in RequestMetric]?: number }

type RequestMetric = Exclude<MetricName, 'interChunk' | 'decodeSpeed' | 'prefillSpeed'>

interface Limit {
  readonly metric: RequestMetric
  readonly limit: number
}

interface Misses {
  /** 1 where the request was not good, in time order. */
  readonly bad: Float64Array
  /** The values that each limit is of, of requests that have one. */
  readonly series: readonly Float64Array[]
  readonly failed: number
  /** Answered requests that missed each limit, most first. */
  readonly byLimit: readonly (Limit & { readonly count: number })[]
}

const matcher = 'toHaveGoodputAbove'
const inMs = v.exactOptional(limitSchema('ms'))
const limitsSchema = v.pipe(
  v.strictObject({ latency: inMs, response: inMs, ttft: inMs, ttfv: inMs, tpot: inMs }),
  v.check((limits) => Object.keys(limits).length > 0),
  v.description('at least one limit in ms, such as { ttft: 200, tpot: 30 }'),
)

/** The matcher `expect(run).toHaveGoodputAbove(ratio, limits)`. */
export const toHaveGoodputAbove: Matcher<[ratio: number, limits: RequestLimits, options?: AcceptOption]> =
  function judge(received, ratio, limits, options, ...more) {
    const call = optionsOf(matcher, 'ratio', 'limits')
    noMore(call(''), more)
    checkValue(ratioSchema, ratio, `${matcher}(ratio)`)
    const asked = limitsOf(limits)
    const subject = measuredRun(received, matcher, acceptedOf(options, call))
    const misses = missesOf(subject, asked)
    const { alpha } = attemptsOf(this.task)
    const judgeOf = ({ bad, series }: Misses): ReturnType<typeof judgeRateAbove> =>
      judgeRateAbove(bad, ratio, alpha, series)
    const judgement = judgeOf(misses)
    return conclude(this, {
      matcher,
      subject,
      metric: 'goodput',
      restsOn: ['goodput', ...asked.map(({ metric }) => metric)],
      unit: '',
      what: `goodput (${asked.map(({ metric, limit }) => `${metric} within ${formatLimit(limit, 'ms')}`).join(', ')})`,
      relation: `above ${ratio}`,
      threshold: ratio,
      judgement,
      again: (shift) => judgeOf(missesOf({ ...subject, shift }, asked)),
      observed: figureBeside(judgement.observed, ratio),
      provenance: subject.record.provenance,
      counted: 'requests',
      details: () => [missWords(misses)],
    })
  }

function limitsCall(path: string): string {
  return `${matcher}(ratio, ${path === '' ? 'limits' : `{ ${path} }`})`
}

function limitsOf(limits: RequestLimits): Limit[] {
  checkOptions(limitsSchema, limits, { call: limitsCall })
  return Object.entries(limits).map(([metric, limit]) => ({ metric: metric as RequestMetric, limit }))
}

function missesOf(subject: Subject, limits: readonly Limit[]): Misses {
  const { failed, first, firstTokens } = subject.measured.columns
  const bad = failed.slice()
  const series: Float64Array[] = []
  const byLimit = limits.map(({ metric, limit }) => {
    const values = adjustedRowsOf(subject, metric, matcher)
    series.push(values.filter((value) => !Number.isNaN(value)))
    let count = 0
    for (const [row, value] of values.entries()) {
      if (failed[row] === 1 || value <= limit) continue
      const hasNoPace = Number.isNaN(firstTokens[row]) && !Number.isNaN(first[row])
      if (metric === 'tpot' && hasNoPace) continue
      count++
      bad[row] = 1
    }
    return { metric, limit, count }
  })
  return {
    bad,
    series,
    failed: failed.filter((flag) => flag === 1).length,
    byLimit: byLimit.toSorted((a, b) => b.count - a.count),
  }
}

function missWords({ bad, failed, byLimit }: Misses): string {
  const good = bad.filter((flag) => flag === 0).length
  const [most, ...others] = byLimit.filter(({ count }) => count > 0)
  return [
    `${formatCount(good)} of ${formatCount(bad.length)} requests were good`,
    ...(most === undefined ? [] : [`most missed: ${limitWords(most)}`]),
    ...(others.length === 0 ? [] : [`then ${others.map(limitWords).join(', ')}`]),
    ...(failed === 0 ? [] : [`failed: ${formatCount(failed)}`]),
  ].join('; ')
}

function limitWords({ metric, limit, count }: Misses['byLimit'][number]): string {
  return `${metric} within ${formatLimit(limit, 'ms')} (${formatCount(count)})`
}
