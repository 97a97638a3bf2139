import * as v from 'valibot'
import { optionsOf } from '../option-check/call.ts'
import { checkOptions } from '../option-check/check-options.ts'
import { checkValue } from '../option-check/check-value.ts'
import { noMore } from '../option-check/no-more.ts'
import { formatLimit } from '../figures.ts'
import type { EnergyPer } from './claims/energy/energy-per.ts'
import { energyClaim } from './claims/energy/energy-claim.ts'
import { energyEntries, limitSchema } from './claims/arguments-schema.ts'
import type { AcceptOption } from './claims/accept-option.ts'
import { conclude, type Matcher } from './claims/claim.ts'
import { measuredRun } from './claims/measured-run.ts'
import { attemptsOf } from '../worker/attempts.ts'

export type { EnergyPer } from './claims/energy/energy-per.ts'

/** Options of `toUseLessEnergyThan`. */
export interface EnergyClaimOption extends AcceptOption {
  /**
   * `token`: an output token of a completed request, `request`: a completed request, `run`: all of the measured
   * window. Default `request`.
   */
  readonly per?: EnergyPer
  /** Judges what the machine would not have drawn idle, where that was watched or declared. Default `false`. */
  readonly net?: boolean
}

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that the run used less energy than so many joules: per request, per output token, or in all. Judged by
     * the interval of the meter, whose figure is of its scope: the GPU, the processor, the chip or the whole machine.
     * Declared watts have no interval: the claim is then a fact of what was declared.
     *
     * @param joules - Above 0.
     * @param options - `per: 'token' | 'request' | 'run'`; `net: true` without what the idle machine draws;
     * `accept: ['estimated']` decides a claim also on tokens that the server did not count, and on energy that a
     * model of the chip estimates.
     * @throws LlmBenchError `not-measured` when the value is no run, or has no energy, with the reason, `.not`
     * included; `invalid-option` for wrong arguments.
     * @example
     * expect(run).toUseLessEnergyThan(0.5, { per: 'token' })
     */
    toUseLessEnergyThan: (joules: number, options?: EnergyClaimOption) => R
  }
}

const matcher = 'toUseLessEnergyThan'
const limits = limitSchema('joules')
const schema = v.strictObject(energyEntries)

/** The matcher `expect(run).toUseLessEnergyThan(joules, { per })`. */
export const toUseLessEnergyThan: Matcher<[joules: number, options?: EnergyClaimOption]> = function judge(
  received,
  joules,
  options = {},
  ...more
) {
  const call = optionsOf(matcher, 'joules')
  noMore(call(''), more)
  const limit = checkValue(limits, joules, `${matcher}(joules)`)
  const { per, net, accept } = checkOptions(schema, options, { call })
  const subject = measuredRun(received, matcher, accept)
  const { alpha } = attemptsOf(this.task)
  const claim = energyClaim(subject, { matcher, limit, per, net, alpha, accepted: accept })
  return conclude(this, { ...claim, relation: `below ${formatLimit(limit, 'J')}` })
}
