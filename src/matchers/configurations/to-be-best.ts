import * as v from 'valibot'
import type { Objective } from '../../objectives/objective.ts'
import { objectiveOf } from '../../objectives/objective-clauses.ts'
import type { PresetName } from '../../objectives/presets.ts'
import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { noMore } from '../../option-check/no-more.ts'
import { type TaggedCell, taggedCell } from '../../runs/cells/siblings.ts'
import { attemptsOf } from '../../worker/attempts.ts'
import type { AcceptOption } from '../claims/accept-option.ts'
import { bandSchema, metricEntries } from '../claims/arguments-schema.ts'
import { bestClaim } from '../claims/best/best-claim.ts'
import { bestFigure, type BestOf, bestOfNames } from '../claims/best/best-of.ts'
import { conclude, type Matcher } from '../claims/claim.ts'
import { notMeasured } from '../claims/measured-run.ts'

export type { BestOf } from '../claims/best/best-of.ts'

/** Options of `toBeBest`. */
export interface BestOptions extends AcceptOption {
  /**
   * Figure that is compared, of each launch: a metric's median, `joulesPerToken`, `joulesPerRequest` or
   * `tokensPerSecond`; or `memory`, the peak of the run. Default `tpot`.
   */
  readonly of?: BestOf
  /** Condition that a configuration must meet to count, as of `toMeetSLO`. Default: none. */
  readonly where?: Objective | PresetName
  /** Share by which another one may be better, 0 or more and below 1. Default 0: none may. */
  readonly within?: number
}

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that a configuration is the best of its sweep: that it meets a condition, and that no other one which
     * meets it has a better figure. The launch is the unit. It passes where every other one is surely worse or surely
     * misses the condition, fails where one is surely better and surely meets it, or where the claimed one misses it;
     * either verdict errs in at most 5 % of sweeps, however many configurations there are. What was not measured for
     * want of time, and energy that no meter could tell, leave it inconclusive.
     *
     * @param options - `of`: the figure; `where`: the condition; `within`: a share by which others may be better.
     * `accept` as of other matchers.
     * @throws LlmBenchError `not-measured` when the value is no configuration, or of one that was not measured, `.not`
     * included; `invalid-option` for wrong options.
     * @example
     * expect(found.at({ quantization: 'Q4_0' })).toBeBest({ of: 'joulesPerToken', where: { tpot: { p95: 50 } } })
     */
    toBeBest: (options?: BestOptions) => R
  }
}

const matcher = 'toBeBest'
const schema = v.strictObject({
  of: v.optional(v.picklist(bestOfNames), 'tpot'),
  where: v.optional(v.union([v.looseObject({}), v.string()])),
  within: v.optional(bandSchema, 0),
  accept: metricEntries.accept,
})

/** The matcher `expect(configuration).toBeBest({ of, where, within })`. */
export const toBeBest: Matcher<[options?: BestOptions]> = function judge(received, options = {}, ...more) {
  const call = optionsOf(matcher)
  noMore(call(''), more)
  const { of, where, within, accept } = checkOptions(schema, options, { call })
  const objective =
    where === undefined
      ? null
      : objectiveOf(where as Objective | PresetName, (path) => call(path === '' ? 'where' : `where: { ${path} }`))
  const claim = bestClaim(configurationOf(received), {
    matcher,
    figure: bestFigure(of),
    where: objective,
    within,
    alpha: attemptsOf(this.task).alpha,
    accepted: accept,
  })
  return conclude(this, claim)
}

function configurationOf(received: unknown): TaggedCell {
  const cell = taggedCell(received)
  if (cell !== null) return cell
  throw notMeasured(
    matcher,
    "received no configuration of a sweep; give one of configurations(…), such as found.at({ quantization: 'Q4_0' })",
  )
}
