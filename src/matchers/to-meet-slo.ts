import type { SyncMatcherResult } from 'vitest'
import type { Objective } from '../objectives/objective.ts'
import type { PresetName } from '../objectives/presets.ts'
import type { Verdict } from '../record/claim.ts'
import type { Subject } from '../runs/subject.ts'
import { allHold } from '../verdicts/conjunction.ts'
import { settle } from '../verdicts/judgement.ts'
import { optionsOf } from '../option-check/call.ts'
import { noMore } from '../option-check/no-more.ts'
import { acceptedOf } from './claims/accept.ts'
import type { AcceptOption } from './claims/accept-option.ts'
import { attemptsOf } from '../worker/attempts.ts'
import { answer, keep, type Matcher, policyOf, settleClaim } from './claims/claim.ts'
import type { Claim, SettledClaim } from './claims/settled-claim.ts'
import { measuredRun } from './claims/measured-run.ts'
import { originLines, reasonLines, verdictLine } from './claims/message.ts'
import { objectiveOf, type ParsedObjective } from '../objectives/objective-clauses.ts'
import { clauseClaim } from './claims/objective-verdict.ts'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that every clause of a service level objective holds. Each clause is judged, and kept for
     * the report, as the matcher of its own would: percentiles and rates by exact tests at 5 %, means
     * by their interval. The claim fails where a clause fails, and is inconclusive where none fails
     * and one is.
     *
     * @param objective - Limits by metric and statistic, in milliseconds, and `successRate`; or the
     * name of a preset, such as `'mlperf:llama3.1-8b-interactive'`.
     * @param options - `accept: ['simulated']` makes the claim on a simulated target, labelled so.
     * `['estimated']` decides it also on tokens that the server did not count.
     * @throws LlmBenchError `not-measured` when the value is no run or lacks a metric, `.not`
     * included; `invalid-option` for an unknown preset or a clause that cannot be meant.
     * @example
     * expect(run).toMeetSLO({ ttft: { p95: 200 }, tpot: { p95: 30 }, successRate: 0.99 })
     */
    toMeetSLO: (objective: Objective | PresetName, options?: AcceptOption) => R
  }
}

const matcher = 'toMeetSLO'

/** The matcher `expect(run).toMeetSLO(objective)`. */
export const toMeetSLO: Matcher<[objective: Objective | PresetName, options?: AcceptOption]> = function judge(
  received,
  asked,
  options,
  ...more
): SyncMatcherResult {
  const call = optionsOf(matcher, 'objective')
  noMore(call(''), more)
  const objective = objectiveOf(asked, (path) => (path === '' ? `${matcher}(objective)` : `${matcher}({ ${path} })`))
  const subject = measuredRun(received, matcher, acceptedOf(options, call))
  const attempts = attemptsOf(this.task)
  const negated = this.isNot === true
  const { clauses } = objective
  // Any clause can miss it: under .not the 5 % are shared by all of them.
  const alpha = negated ? attempts.alpha / clauses.length : attempts.alpha
  const settled = clauses.map((clause) => settleClaim(this, clauseClaim(clause, subject, matcher, alpha), false))
  const overall = allHold(settled.map(({ judgement }) => judgement))
  const message = (relation: string, verdict: Verdict): string =>
    [
      `expected ${objective.name} ${relation}, ${tally(settled)}: ${verdict}`,
      ...bodyOf(settled, objective),
      ...originLines(subject.record, attempts),
    ].join('\n')
  if (negated) {
    const missed = settleClaim(this, wholeClaim(subject, objective, settled, overall), true)
    keep(this, missed)
    return answer(missed, () => message('not to be met', missed.judgement.verdict))
  }
  for (const claim of settled) keep(this, claim)
  return answer({ negated, passed: settle(overall, policyOf()) }, () => message('to be met', overall.verdict))
}

/** The objective as one claim: under `.not` no clause is claimed by itself. */
function wholeClaim(
  subject: Subject,
  { name }: ParsedObjective,
  settled: readonly SettledClaim[],
  overall: ReturnType<typeof allHold>,
): Claim {
  const judgements = settled.map(({ judgement }) => judgement)
  const needed = judgements.flatMap((judgement) => judgement.needed ?? [])
  return {
    matcher,
    subject,
    metric: 'objective',
    // The clauses have been left open already where a check asks for it.
    restsOn: [],
    about: [...new Set(settled.flatMap(({ restsOn, metric }) => restsOn ?? [metric]))],
    unit: '',
    what: name,
    relation: `met (${settled.map(({ text }) => text).join(', ')})`,
    threshold: `${settled.length} clauses`,
    judgement: {
      ...overall,
      observed: tally(settled),
      interval: null,
      n: Math.min(...judgements.map(({ n }) => n)),
      effectiveN: Math.min(...judgements.map(({ effectiveN }) => effectiveN)),
      floor: null,
      needed: overall.verdict === 'inconclusive' && needed.length > 0 ? Math.min(...needed) : null,
      doubts: [],
    },
    observed: tally(settled),
    provenance: subject.record.provenance,
    counted: 'requests',
    details: () => [],
  }
}

function tally(settled: readonly SettledClaim[]): string {
  const verdicts = ['pass', 'fail', 'inconclusive'] as const
  const counts = verdicts.flatMap((verdict) => {
    const count = settled.filter(({ judgement }) => judgement.verdict === verdict).length
    return count === 0 ? [] : [`${count} ${verdict}`]
  })
  return `${settled.length} ${settled.length === 1 ? 'clause' : 'clauses'}: ${counts.join(', ')}`
}

/** The clauses, those that failed first, with the reasons of those that did not simply pass. */
function bodyOf(settled: readonly SettledClaim[], { source }: ParsedObjective): string[] {
  const order = { fail: 0, inconclusive: 1, pass: 2 } as const
  const sorted = settled.toSorted((a, b) => order[a.judgement.verdict] - order[b.judgement.verdict])
  const lines = sorted.flatMap(clauseLines)
  return source === null ? lines : [...lines, `source: ${source}`]
}

function clauseLines(claim: SettledClaim): string[] {
  const reasons = claim.judgement.verdict === 'pass' ? [] : reasonLines(claim)
  return [`- ${verdictLine(claim)}`, ...reasons.map((line) => `  ${line}`)]
}
