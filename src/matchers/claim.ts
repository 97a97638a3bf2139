import type { MatcherState, RunnerTestCase, SyncMatcherResult } from 'vitest'
import type { ClaimRecord, InconclusivePolicy, JsonNumber, Provenance } from '../runs/record.ts'
import type { Subject } from '../runs/subject.ts'
import { type Judgement, opposite, settle } from '../verdicts/judgement.ts'
import { keepClaim } from './claims.ts'
import { workerContext } from './measured-run.ts'
import { messageOf } from './message.ts'

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
  /** Name of the metric, as in the report. */
  readonly metric: string
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
  /** Sentences that say why, and what to do; told whether the claim was negated. */
  readonly details: (negated: boolean) => readonly string[]
}

/** A claim after the policy: what the message is made from. */
export interface SettledClaim extends Claim {
  readonly negated: boolean
  readonly policy: InconclusivePolicy
  readonly passed: boolean
  /** The claim in words, `not` included. */
  readonly text: string
}

/**
 * Settles a claim, keeps it for the report, and answers as Vitest wants it: under `.not` the pass it
 * gets is the opposite of whether the negated claim, judged on its own, stands.
 */
export function conclude(state: MatcherThis, claim: Claim): SyncMatcherResult {
  const negated = state.isNot === true
  const judgement = negated ? opposite(claim.judgement) : claim.judgement
  const policy = workerContext()?.inconclusive ?? 'point'
  const passed = settle(judgement, policy)
  const text = `${claim.what} ${negated ? 'not ' : ''}${claim.relation}`
  const settled: SettledClaim = { ...claim, judgement, negated, policy, passed, text }
  const { record, live } = claim.subject
  const claimed = { run: live ? record.id : null, claim: recordOf(settled) }
  keepClaim(state.task, claimed, isRepeated(state))
  return { pass: negated ? !passed : passed, message: () => messageOf(settled) }
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
    interval: judgement.interval,
    needed: judgement.needed,
    provenance: claim.provenance,
  }
}

function forJson(value: number | string): JsonNumber | string {
  return typeof value === 'string' || Number.isFinite(value) ? value : null
}
