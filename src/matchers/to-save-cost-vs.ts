import type { BenchResult } from 'vitest'
import { volumeOf } from '../cost/declared/costing.ts'
import type { Price } from '../cost/priced.ts'
import { optionsOf } from '../option-check/call.ts'
import { checkOptions } from '../option-check/check-options.ts'
import { checkValue } from '../option-check/check-value.ts'
import { noMore } from '../option-check/no-more.ts'
import { notAllowed } from '../option-check/sentences.ts'
import { shown } from '../option-check/shown.ts'
import type { LanguageModel } from '../requesters/ai-sdk/language-model.ts'
import { type Subject, subjectOf } from '../runs/subject.ts'
import { attemptsOf } from '../worker/attempts.ts'
import type { Acceptable } from './claims/accept-option.ts'
import { conclude, type Matcher } from './claims/claim.ts'
import { measuredRun, runBeside } from './claims/measured-run.ts'
import type { CostClaimOption } from './claims/money/cost-option.ts'
import { costClaimSchema } from './claims/money/cost-schema.ts'
import { fractionSchema } from './claims/money/fraction-schema.ts'
import { ownCost } from './claims/money/own-cost.ts'
import { priceOf } from './claims/money/price-of.ts'
import { pricedApi } from './claims/money/priced-api.ts'
import { runApi } from './claims/money/run-api.ts'
import { savingClaim } from './claims/money/saving-claim.ts'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that a request costs at least so much less than the same one at an API: 1 - its cost / mean API price of
     * its requests, each priced by itself; or than one of another run, at the cost of its own answers. Its cost is the
     * electricity per completed request, or of an endpoint its tokens at the option `price`. Electricity is marginal
     * cost: no hardware, no idle time. Where a meter saw the energy, it is that, with its interval: the claim is then
     * settled by the ends. Watts and the price of a kWh are assumed until `llmBench({ power, electricity })` declares
     * them, and a claim that rests on an assumed one is inconclusive.
     *
     * @param price - `openai`, `anthropic`, `google`, one of their models (`openai('gpt-4o')`), or
     * `price({ inputPerMTok, outputPerMTok })`, or a language model of the AI SDK, whose provider and
     * name say the price; or another run whose cost is known, also one that is replayed from a recording.
     * @param fraction - 0 to 1: `0.6` claims that at least 60 % are saved.
     * @param options - `accept: ['assumed']` decides the claim although watts or the price of a kWh
     * are assumed; it stays labelled. `'estimated'` does where the server counted no tokens: what is
     * unknown then is in neither cost; and where a meter saw a part of the machine only, or estimates it.
     * `'simulated'` makes it on a simulated target. `cost: 'full'` claims the full cost, hardware and idle power
     * included; `requestsPerDay` and `month` say which volume the line of a year is for.
     * @throws LlmBenchError `not-measured` when the value is no run, `power-unknown` when nothing
     * tells what its target draws, `.not` included; `invalid-option` for wrong arguments.
     * @example
     * expect(run).toSaveCostVs(openai, 0.6)
     * expect(run).toSaveCostVs(openai, 0.6, { accept: ['assumed'] })
     */
    toSaveCostVs: (price: Price | LanguageModel | BenchResult, fraction: number, options?: CostClaimOption) => R
  }
}

const matcher = 'toSaveCostVs'
const argument = `${matcher}(price)`

/** The matcher `expect(run).toSaveCostVs(price, fraction)`. */
export const toSaveCostVs: Matcher<
  [price: Price | LanguageModel | BenchResult, fraction: number, options?: CostClaimOption]
> = function judge(received, asked, fraction, options = {}, ...more) {
  const call = optionsOf(matcher, 'price', 'fraction')
  noMore(call(''), more)
  const price = priceOf(asked)
  if (price === null && subjectOf(asked) === null) {
    throw notAllowed(
      argument,
      shown(asked),
      'a price such as openai or price({ inputPerMTok, outputPerMTok }), or another run; ' +
        'beside @ai-sdk/openai it is prices.openai',
    )
  }
  checkValue(fractionSchema, fraction, `${matcher}(fraction)`)
  const checked = checkOptions(costClaimSchema, options, { call })
  const subject = measuredRun(received, matcher, checked.accept)
  const { cost } = checked
  const api =
    price === null
      ? runApi(subject, otherRun(subject, asked, checked.accept), { matcher, argument, cost })
      : pricedApi(price, subject, matcher, argument)
  return conclude(
    this,
    savingClaim(subject, {
      matcher,
      own: ownCost(matcher, subject, cost),
      api,
      fraction,
      volume: volumeOf(checked, subject.record.cost?.volume),
      alpha: attemptsOf(this.task).alpha,
    }),
  )
}

function otherRun(subject: Subject, asked: unknown, accepted: readonly Acceptable[]): Subject {
  const theirs = runBeside(asked, `${matcher} (price)`, accepted)
  if (theirs.record.id !== subject.record.id) return theirs
  throw notAllowed(argument, `run ${shown(theirs.record.name)} itself`, 'the other run, or a price')
}
