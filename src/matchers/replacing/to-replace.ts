import type { SyncMatcherResult } from 'vitest'
import { objectiveOf, refuseSpeeds } from '../../objectives/objective-clauses.ts'
import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { noMore } from '../../option-check/no-more.ts'
import { plainName } from '../../plain-text.ts'
import type { Verdict } from '../../record/claim.ts'
import { attemptsOf } from '../../worker/attempts.ts'
import { answer, keep, type Matcher, settleClaim } from '../claims/claim.ts'
import { jointClaim, jointLines } from '../claims/joint/joint-claim.ts'
import { type JointAsked, jointParts, partCount } from '../claims/joint/joint-parts.ts'
import type { ReplaceClaim, ReplacedApi } from '../claims/joint/replace-claim.ts'
import { replaceSchema } from '../claims/joint/replace-schema.ts'
import { checkReplaced, labelWords, nameWords, replacedSide } from '../claims/joint/replaced-side.ts'
import { showJoint } from '../claims/joint/show-joint.ts'
import { measuredRun, notMeasured } from '../claims/measured-run.ts'
import { originLines } from '../claims/message.ts'
import type { CostClaimOption } from '../claims/money/cost-option.ts'
import { costClaimSchema } from '../claims/money/cost-schema.ts'
import { priceOf } from '../claims/money/price-of.ts'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that a run can take the place of an API: quick enough, so much cheaper, and no worse, all of it on the
     * very same responses. One verdict: it holds where every part holds, fails where one fails, and is else
     * inconclusive, naming the part that is open and the number that would settle it. Each part is judged at 5 %, so
     * that all together hold wrongly at most that often.
     *
     * @param api - The side to be replaced, always labelled: a run of the API, measured or replayed from a recording
     * (`endpoint(url, { replay })`); a price such as `openai('gpt-4o')`, which settles a saving alone; or declared
     * figures, `{ name, date, price, usdPerRequest, scores }`. It may be recorded or declared; the claimed run may not.
     * @param claim - At least one part: limits of times in ms by metric and statistic and `successRate`, as `toMeetSLO`
     * takes them; `saving`, 0 to 1, of a request's cost; `quality: { margin, of }`, as `toMaintainQualityVs`.
     * @param options - `accept`, `cost`, `requestsPerDay` and `month` of the saving, as `toSaveCostVs` takes them.
     * @throws LlmBenchError `not-measured` when the value is no run, is replayed from a recording, or lacks what a
     * part is judged by (a metric, scores), `.not` included; `power-unknown` where nothing tells a cost;
     * `invalid-option` for wrong arguments.
     * @example
     * expect(run).toReplace(api, { latency: { p95: 50 }, saving: 0.6, quality: { margin: 0.02 } })
     */
    toReplace: (api: ReplacedApi, claim: ReplaceClaim, options?: CostClaimOption) => R
  }
}

const matcher = 'toReplace'

/** The matcher `expect(run).toReplace(api, claim, options)`. */
export const toReplace: Matcher<[api: ReplacedApi, claim: ReplaceClaim, options?: CostClaimOption]> = function judge(
  received,
  api,
  claim,
  options = {},
  ...more
): SyncMatcherResult {
  const asked = askedOf({ received, api, claim, options, more })
  const { subject, side } = asked
  const attempts = attemptsOf(this.task)
  const negated = this.isNot === true
  // Any part can miss it: under .not the 5 % are shared by all of them.
  const alpha = negated ? attempts.alpha / partCount(asked) : attempts.alpha
  const parts = jointParts(asked, alpha).map(({ part, claim: of }) => ({ part, claim: settleClaim(this, of, false) }))
  const settled = settleClaim(this, jointClaim(asked, parts, alpha), negated)
  keep(this, settled)
  showJoint(this, settled)
  const message = (verdict: Verdict): string =>
    [
      `expected "${plainName(subject.record.name)}" ${negated ? 'not ' : ''}to replace ${nameWords(side)}, ` +
        `${labelWords(side)}, ${settled.threshold}: ${settled.observed}: ${verdict}`,
      ...jointLines(asked, parts),
      ...originLines(subject.record, attempts),
    ].join('\n')
  return answer(settled, () => message(settled.judgement.verdict))
}

interface Given {
  readonly received: unknown
  readonly api: unknown
  readonly claim: unknown
  readonly options: unknown
  readonly more: readonly unknown[]
}

/** The claim as it was asked for, its arguments checked before the run is looked at. */
function askedOf({ received, api, claim, options, more }: Given): JointAsked {
  const call = optionsOf(matcher, 'api', 'claim')
  noMore(call(''), more)
  checkReplaced(api)
  const callOf = (path: string): string => `${matcher}(api, ${path === '' ? 'claim' : `{ ${path} }`})`
  refuseSpeeds(claim, callOf)
  const { saving, quality, objective } = checkOptions(replaceSchema, claim, { call: callOf })
  const checked = checkOptions(costClaimSchema, options, { call })
  const clauses = Object.keys(objective).length === 0 ? [] : objectiveOf(objective, callOf).clauses
  if (priceOf(received) !== null)
    throw notMeasured(matcher, 'a price is declared: it may be what a run replaces, never what is claimed')
  const subject = measuredRun(received, matcher, checked.accept)
  const side = replacedSide(api, subject, checked.accept)
  return { received, subject, api, side, clauses, saving, quality, options: checked }
}
