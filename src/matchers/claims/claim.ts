import type { MatcherState, RunnerTestCase, SyncMatcherResult } from 'vitest'
import { weakest } from '../../cost/provenance.ts'
import type { CostPart } from '../../record/cost.ts'
import type { ClaimRecord, ClaimRests, InconclusivePolicy } from '../../record/claim.ts'
import type { JsonNumber, Provenance } from '../../record/figure.ts'
import type { Subject } from '../../runs/subject.ts'
import { checksOf, doubtsAbout } from '../../verdicts/doubts.ts'
import { doubted, type Judgement, opposite, settle } from '../../verdicts/judgement.ts'
import { findWorkerContext } from '../../worker/worker-context.ts'
import { type Attempts, attemptsOf } from '../../worker/attempts.ts'
import { keepClaim } from './claims.ts'
import { messageOf } from './message.ts'
import { plainSentence } from '../../plain-text.ts'

/**
 * What Vitest binds a matcher to, as it is: `isNot` is undefined on `expect(...)` without `.not`, and
 * only `expect(...)`, not asymmetric use, has an assertion and a task.
 */
export type MatcherThis = Omit<MatcherState, 'isNot' | 'assertion'> & {
  readonly isNot?: boolean | undefined
  readonly assertion?: MatcherState['assertion'] | undefined
  readonly task?: RunnerTestCase | undefined
}

/** A matcher as `expect.extend` takes it, with the types of its arguments. */
export type Matcher<Expected extends readonly unknown[]> = (
  this: MatcherThis,
  received: unknown,
  ...expected: Expected
) => SyncMatcherResult

/** What a matcher says about a run, and how it was judged; all for the claim without `.not`. */
export interface Claim {
  readonly matcher: string
  readonly subject: Subject
  /** The other run of a comparison. */
  readonly other?: Subject
  /** Name of the metric, as in the report. */
  readonly metric: string
  /** Metrics whose invalid checks leave the claim open; `metric` alone when left out. */
  readonly restsOn?: readonly string[]
  /** Metrics whose checks are recorded with the claim, where these are others than {@link restsOn}. */
  readonly about?: readonly string[]
  /** The priced parts it was computed from; none for a claim that is not about money. */
  readonly parts?: readonly CostPart[]
  readonly unit: string
  /** What is claimed about: "p95 of latency". */
  readonly what: string
  /** What is claimed: "below 50 ms". `not` goes before it. */
  readonly relation: string
  readonly threshold: number | string
  readonly judgement: Judgement
  /** The observed value in words, with its unit. */
  readonly observed: string
  /** The ends of the interval in words. */
  readonly end?: (value: number) => string
  readonly provenance: Provenance
  /** What is counted as `n`: "requests", "values". */
  readonly counted: string
  /**
   * Sentences that say why, and what to do; told whether the claim was negated, and whether it is in
   * doubt, so that no count would settle it.
   */
  readonly details: (negated: boolean, inDoubt: boolean) => readonly string[]
}

/** A claim after the policy: what the message is made from. */
export interface SettledClaim extends Claim {
  readonly negated: boolean
  readonly policy: InconclusivePolicy
  readonly passed: boolean
  readonly attempts: Attempts
  /** The claim in words, `not` included. */
  readonly text: string
}

/**
 * Settles a claim, keeps it for the report, and answers as Vitest wants it: under `.not` the pass it
 * gets is the opposite of whether the negated claim, judged on its own, stands.
 */
export function conclude(state: MatcherThis, claim: Claim): SyncMatcherResult {
  const settled = settleClaim(state, claim, state.isNot === true)
  keep(state, settled)
  return answer(settled, () => messageOf(settled))
}

/** A claim, or its negation, judged with what is in doubt about its run, and after the policy. */
export function settleClaim(state: MatcherThis, claim: Claim, negated: boolean): SettledClaim {
  const doubts = runsOf(claim).flatMap(({ record }) =>
    doubtsAbout(record, claim.restsOn ?? [claim.metric]).map(plainSentence),
  )
  const sure = doubted(claim.judgement, [...new Set(doubts)])
  const judgement = negated ? opposite(sure) : sure
  const policy = policyOf()
  const text = `${claim.what} ${negated ? 'not ' : ''}${claim.relation}`
  const attempts = attemptsOf(state.task)
  return { ...claim, judgement, negated, policy, passed: settle(judgement, policy), attempts, text }
}

/** Keeps a settled claim for the report. */
export function keep(state: MatcherThis, settled: SettledClaim): void {
  const { record, live } = settled.subject
  keepClaim(state.task, { run: live ? record.id : null, claim: recordOf(settled) }, isRepeated(state))
}

/** What Vitest is told: it turns the pass of a negated matcher round. */
export function answer(
  { negated, passed }: Pick<SettledClaim, 'negated' | 'passed'>,
  message: () => string,
): SyncMatcherResult {
  return { pass: negated ? !passed : passed, message }
}

/** What decides an inconclusive claim in this project. */
export function policyOf(): InconclusivePolicy {
  return findWorkerContext()?.inconclusive ?? 'point'
}

/** Inside an equality (which has no assertion) or a poll a matcher may be called many times. */
function isRepeated({ assertion, poll }: MatcherThis): boolean {
  return assertion === undefined || poll === true
}

function recordOf(claim: SettledClaim): ClaimRecord {
  const { judgement } = claim
  return {
    matcher: claim.matcher,
    negated: claim.negated,
    metric: claim.metric,
    unit: claim.unit,
    // Without "not": `negated` says it, and whoever shows the claim puts it in their own words.
    text: `${claim.what} ${claim.relation}`,
    verdict: judgement.verdict,
    passed: claim.passed,
    policy: claim.policy,
    observed: forJson(judgement.observed),
    threshold: forJson(claim.threshold),
    n: judgement.n,
    effectiveN: judgement.effectiveN,
    interval: judgement.interval,
    needed: judgement.needed,
    provenance: weakest([claim.provenance, ...runsOf(claim).map(targetProvenance)]),
    rests: restsOf(claim),
  }
}

function restsOf(claim: SettledClaim): ClaimRests {
  const metrics = claim.about ?? claim.restsOn ?? [claim.metric]
  const found = runsOf(claim).flatMap(({ record }) => checksOf(record.checks, metrics))
  return {
    doubts: [...claim.judgement.doubts],
    checks: [...new Set(found.flatMap(({ id, status }) => (status === 'ok' ? [] : [id])))],
    parts: [...(claim.parts ?? [])],
  }
}

function runsOf({ subject, other }: Claim): Subject[] {
  return other === undefined ? [subject] : [subject, other]
}

/** Whatever a claim calls its figures, those of a target that computes nothing are simulated. */
function targetProvenance({ record }: Subject): Provenance {
  return record.target.kind === 'simulated' ? 'simulated' : record.provenance
}

function forJson(value: number | string): JsonNumber | string {
  return typeof value === 'string' || Number.isFinite(value) ? value : null
}
