import * as v from 'valibot'
import { optionsOf } from '../option-check/call.ts'
import { checkValue } from '../option-check/check-value.ts'
import { notNegative } from '../option-check/kinds.ts'
import { noMore } from '../option-check/no-more.ts'
import { attemptsOf } from '../worker/attempts.ts'
import { conclude, type Matcher } from './claims/claim.ts'
import { measuredRun } from './claims/measured-run.ts'
import { type RateOption, rateOptions } from './claims/rates/judged-rate.ts'
import { throughputClaim } from './claims/rates/throughput-claim.ts'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that the run generated more than so many output tokens per second (of `embed` and `rerank`: did so many
     * texts or documents, `{ of: 'items' }`, or input tokens, `{ of: 'inputTokens' }`; of a task its executions that
     * succeeded, `{ of: 'tasks' }`), all requests in
     * flight together: over the steady window of a load, else over the whole one. Judged by the 90 %
     * interval of batch means, which needs a window of at least ten mean request durations.
     *
     * @param perSecond - 0 or more.
     * @param options - `accept: ['simulated']` makes the claim on a simulated target, labelled so.
     * `['estimated']` decides it also on tokens that the server did not count.
     * @throws LlmBenchError `not-measured` when the value is no run, `.not` included;
     * `invalid-option` for a wrong limit.
     * @example
     * expect(run).toHaveThroughputAbove(120)
     * @example
     * expect(embeddings).toHaveThroughputAbove(500, { of: 'items' })
     */
    toHaveThroughputAbove: (perSecond: number, options?: RateOption) => R
  }
}

const matcher = 'toHaveThroughputAbove'
const argument = 'tokensPerSecond'
const limitSchema = v.pipe(notNegative, v.description('a number of at least 0, in tokens/s'))
const itemsSchema = v.pipe(notNegative, v.description('a number of at least 0, in items/s'))
const tasksSchema = v.pipe(notNegative, v.description('a number of at least 0, in tasks/s'))
const schemas = { outputTokens: limitSchema, inputTokens: limitSchema, items: itemsSchema, tasks: tasksSchema } as const

/** The matcher `expect(run).toHaveThroughputAbove(perSecond)`. */
export const toHaveThroughputAbove: Matcher<[perSecond: number, options?: RateOption]> = function judge(
  received,
  perSecond,
  options,
  ...more
) {
  const call = optionsOf(matcher, argument)
  noMore(call(''), more)
  const { of, accept } = rateOptions(options, call)
  const limit = checkValue(schemas[of], perSecond, `${matcher}(${argument})`)
  const subject = measuredRun(received, matcher, accept)
  const { alpha } = attemptsOf(this.task)
  return conclude(this, throughputClaim(subject, { matcher, of, limit, alpha }))
}
