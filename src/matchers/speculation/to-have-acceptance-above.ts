import { figureBeside, formatGiven, formatShare } from '../../figures.ts'
import { checkValue } from '../../option-check/check-value.ts'
import { noMore } from '../../option-check/no-more.ts'
import type { RunRecord } from '../../record/run.ts'
import { acceptedOfDrafted, draftsToldBy } from '../../samples/speculation/drafted-words.ts'
import { judgeAcceptanceAbove } from '../../verdicts/speculation/acceptance.ts'
import { attemptsOf } from '../../worker/attempts.ts'
import { ratioSchema } from '../claims/arguments-schema.ts'
import { conclude, type Matcher } from '../claims/claim.ts'
import { draftedRun, unspreadShare } from '../claims/speculation/drafted-run.ts'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that more than a share of the drafted tokens was accepted, of a run with a drafting model, with prompt
     * lookup, or at a server that drafts and says so. Judged by the interval of that share over the prompts; a prompt
     * that was asked several times counts once. Where all were accepted, 5 prompts are the fewest with which 0.5 can
     * pass, 29 for 0.9, 59 for 0.95.
     *
     * @param share - 0 or more and below 1.
     * @throws LlmBenchError `not-measured` when the value is no run, nothing was drafted in it, or its weights are
     * random or its target simulated, `.not` included; `invalid-option` for a wrong share.
     * @example
     * expect(run).toHaveAcceptanceAbove(0.6)
     */
    toHaveAcceptanceAbove: (share: number) => R
  }
}

const matcher = 'toHaveAcceptanceAbove'

/** Share of failed requests from which on those that were answered may not stand for all. */
const mostFailed = 0.05

/** The matcher `expect(run).toHaveAcceptanceAbove(share)`. */
export const toHaveAcceptanceAbove: Matcher<[share: number]> = function judge(received, share, ...more) {
  noMore(`${matcher}(share)`, more)
  checkValue(ratioSchema, share, `${matcher}(share)`)
  const { subject, speculation } = draftedRun(received, matcher)
  const { source, prompts } = speculation
  const { alpha } = attemptsOf(this.task)
  const judged = prompts === undefined ? null : judgeAcceptanceAbove(prompts, share, alpha)
  const judgement = judged ?? unspreadShare(speculation, share, subject.record)
  return conclude(this, {
    matcher,
    subject,
    metric: 'acceptance',
    unit: '',
    what: 'share of drafted tokens accepted',
    relation: `above ${formatGiven(share)}`,
    threshold: share,
    judgement,
    doubts: failureDoubts(subject.record),
    observed: figureBeside(judgement.observed, share),
    provenance: source === 'server' ? 'declared' : subject.record.provenance,
    counted: 'prompts',
    details: () => [`${acceptedOfDrafted(speculation)} drafted tokens were accepted, ${draftsToldBy(speculation)}`],
  })
}

function failureDoubts({ requests: { attempted, succeeded, failed } }: RunRecord): string[] {
  return failed <= attempted * mostFailed
    ? []
    : [`only ${formatShare(succeeded / attempted)} of the requests were answered`]
}
