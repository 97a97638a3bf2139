import type { Claim, SettledClaim } from './settled-claim.ts'
import type { MatcherState, RunnerTestCase, SyncMatcherResult } from 'vitest'
import { weakest } from '../../cost/provenance.ts'
import type { ClaimRecord, ClaimRests, ClaimPolicy, PairRecord } from '../../record/claim.ts'
import type { JsonNumber, Provenance } from '../../record/figure.ts'
import type { Subject } from '../../runs/subject.ts'
import { checksOf } from '../../verdicts/doubts.ts'
import { launchScope } from '../../verdicts/launches/launch-scope.ts'
import { restOnEstimate } from '../../verdicts/estimated-tokens.ts'
import { doubted, type Judgement, opposite, settle } from '../../verdicts/judgement.ts'
import { isSimulated } from '../../verdicts/simulated-run.ts'
import { isSimulation, simulatedDoubt } from '../../worker/simulation.ts'
import { findWorkerContext } from '../../worker/worker-context.ts'
import { attemptsOf } from '../../worker/attempts.ts'
import { annotateVerdict } from './annotate-verdict.ts'
import { keepClaim } from './claims.ts'
import { groundsOf, inDoubt, runsOf } from './in-doubt.ts'
import { messageOf } from './message.ts'

/**
 * The state Vitest binds a matcher to, as it is: `isNot` is undefined on `expect(...)` without `.not`, and
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

/**
 * Settles a claim, keeps it for the report, and answers as Vitest wants it: under `.not` the pass it
 * gets is the opposite of whether the negated claim, judged on its own, stands.
 */
export function conclude(state: MatcherThis, claim: Claim): SyncMatcherResult {
  const settled = settleClaim(state, claim, state.isNot === true)
  keep(state, settled)
  return answer(settled, () => messageOf(settled))
}

/** A claim, or its negation, judged with the doubts about its run, and after the policy. */
export function settleClaim(state: MatcherThis, claim: Claim, negated: boolean): SettledClaim {
  const { judgement: known, despite } = inDoubt(claim)
  const policy = policyOf()
  const sure = policy === 'simulated' ? unmeasured(known) : known
  const judgement = negated ? opposite(sure) : sure
  const text = `${claim.what} ${negated ? 'not ' : ''}${claim.relation}`
  const attempts = attemptsOf(state.task)
  return { ...claim, judgement, despite, negated, policy, passed: settle(judgement, policy), attempts, text }
}

/** The judgement left open, because nothing was measured: that before every other reason. */
function unmeasured(judgement: Judgement): Judgement {
  const doubts = [simulatedDoubt, ...judgement.doubts.filter((doubt) => !doubt.includes(simulatedDoubt))]
  return { ...doubted(judgement, [simulatedDoubt]), doubts }
}

/** Keeps a settled claim for the report. */
export function keep(state: MatcherThis, settled: SettledClaim): void {
  const { record, live } = settled.subject
  const claim = recordOf(settled)
  keepClaim(state.task, { run: live ? record.id : null, claim }, isRepeated(state))
  if (!isRepeated(state)) annotateVerdict(state.task, record, claim)
}

/** The answer to Vitest, which turns the pass of a negated matcher round. */
export function answer(
  { negated, passed }: Pick<SettledClaim, 'negated' | 'passed'>,
  message: () => string,
): SyncMatcherResult {
  return { pass: negated ? !passed : passed, message }
}

/** The rule that decides an inconclusive claim in this project. */
export function policyOf(): ClaimPolicy {
  return isSimulation() ? 'simulated' : (findWorkerContext()?.inconclusive ?? 'point')
}

/** Whether a matcher may be called many times: inside an equality, which has no assertion, or a poll. */
function isRepeated({ assertion, poll }: MatcherThis): boolean {
  return assertion === undefined || poll === true
}

/** A settled claim as the report has it. */
export function recordOf(claim: SettledClaim): ClaimRecord {
  const { judgement } = claim
  const metrics = claim.about ?? groundsOf(claim)
  return {
    matcher: claim.matcher,
    negated: claim.negated,
    metric: claim.metric,
    unit: claim.unit,
    // The text is without "not": `negated` says it, and whoever shows the claim puts it in their own words.
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
    pValue: claim.negated || judgement.doubts.length > 0 ? null : (claim.pValue ?? null),
    // Known with all claims of the report only.
    pAdjusted: null,
    provenance: weakest([claim.provenance, ...runsOf(claim).flatMap((run) => provenancesOf(run, metrics))]),
    rests: restsOf(claim),
    pair: pairOf(claim),
    band: claim.band ?? null,
    ...(claim.money === undefined ? {} : { money: claim.money }),
    ...(claim.joint === undefined ? {} : { joint: claim.joint }),
    launches: launchScope(claim.subject.record, judgement),
    ...(claim.change === undefined ? {} : { change: claim.change }),
    ...(claim.inclFailures === true ? { inclFailures: true as const } : {}),
    ...(claim.under === undefined ? {} : { under: claim.under }),
  }
}

function restsOf(claim: SettledClaim): ClaimRests {
  const metrics = claim.about ?? groundsOf(claim)
  const found = runsOf(claim).flatMap(({ record }) => checksOf(record.checks, metrics))
  return {
    doubts: [...claim.judgement.doubts],
    despite: [...(claim.despite ?? [])],
    checks: [...new Set(found.flatMap(({ id, status }) => (status === 'ok' ? [] : [id])))],
    parts: [...(claim.parts ?? [])],
  }
}

function pairOf({ pair }: SettledClaim): PairRecord | null {
  if (pair === undefined) return null
  const { outputTokens, answers, items } = pair
  return { outputTokens, answers, ...(items === undefined ? {} : { items }) }
}

/**
 * Provenances of what a run says of metrics: figures of a target that computes nothing are simulated, whatever
 * a claim calls them, and those of tokens that nobody counted are estimated.
 */
function provenancesOf({ record }: Subject, metrics: readonly string[]): Provenance[] {
  return [
    isSimulated(record) ? 'simulated' : record.provenance,
    ...(restOnEstimate(record, metrics) ? (['estimated'] as const) : []),
  ]
}

function forJson(value: number | string): JsonNumber | string {
  return typeof value === 'string' || Number.isFinite(value) ? value : null
}
