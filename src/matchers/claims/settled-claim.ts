import type { CostPart } from '../../record/cost.ts'
import type { BandRecord, ChangeRecord, ClaimPolicy, JointRecord, PairRecord, UnderRecord } from '../../record/claim.ts'
import type { Provenance } from '../../record/figure.ts'
import type { MoneyRecord } from '../../record/money/money.ts'
import type { TimeShift } from '../../metrics/time-shift.ts'
import type { Settled } from '../../checks/directed-doubts.ts'
import type { Subject } from '../../runs/subject.ts'
import type { Judgement } from '../../verdicts/judgement.ts'
import type { Attempts } from '../../worker/attempts.ts'

/** A claim of a matcher about a run, judged; all of it for the claim without `.not`. */
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
  /** Both sides of a claim about money. */
  readonly money?: MoneyRecord
  /** Parts of a joint claim, as the report has them. */
  readonly joint?: JointRecord
  /** The priced parts it was computed from; none for a claim that is not about money. */
  readonly parts?: readonly CostPart[]
  readonly unit: string
  /** Subject of the claim: "p95 of latency". */
  readonly what: string
  /** Predicate of the claim: "below 50 ms". `not` goes before it. */
  readonly relation: string
  readonly threshold: number | string
  readonly judgement: Judgement
  /**
   * The judgement with the times of the run, or of the other one, moved; left out where the claim is no matter of
   * times, as of answers that succeeded, of tokens or of money: what can only move times does not touch it.
   */
  readonly again?: (shift: TimeShift, of: 'run' | 'other') => Settled
  /** Invalid checks that cannot have made the verdict, beside those of the runs, a sentence each. */
  readonly despite?: readonly string[]
  /** One-sided p-value of "no worse than the band" of a claim that nothing regressed. */
  readonly pValue?: number | null
  /** Band of a claim that nothing regressed. */
  readonly band?: BandRecord
  /** The observed value in words, with its unit. */
  readonly observed: string
  /** Work of the two arms of an interleaved comparison. */
  readonly pair?: PairRecord
  /** The figure before and after, of a claim that compares two. */
  readonly change?: ChangeRecord
  /** Whether failed requests count in the figure. */
  readonly inclFailures?: boolean
  /** Values below the limit, of a claim on a percentile. */
  readonly under?: UnderRecord | undefined
  /** Reasons of its own for which it cannot be settled, a sentence each. */
  readonly doubts?: readonly string[]
  /** The ends of the interval in words. */
  readonly end?: (value: number) => string
  readonly provenance: Provenance
  /** Word for the values counted as `n`: "requests", "values". */
  readonly counted: string
  /**
   * Sentences that say why, and what to do; told whether the claim was negated, and whether it is in
   * doubt, so that no count would settle it.
   */
  readonly details: (negated: boolean, inDoubt: boolean) => readonly string[]
}

/** A claim after the policy, from which the message is made. */
export interface SettledClaim extends Claim {
  readonly negated: boolean
  readonly policy: ClaimPolicy
  readonly passed: boolean
  readonly attempts: Attempts
  /** The claim in words, `not` included. */
  readonly text: string
}
