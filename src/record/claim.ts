import type { CostPart } from './cost.ts'
import type { IntervalRecord, JsonNumber, Provenance } from './figure.ts'
import type { MetricName } from './metric.ts'
import type { MoneyRecord } from './money/money.ts'

/** The three outcomes of a claim. */
export type Verdict = 'pass' | 'fail' | 'inconclusive'

/** The rule for a claim that the samples do not settle: its point decides, or it fails, or it passes. */
export type InconclusivePolicy = 'point' | 'fail' | 'pass'

/** The rule that decided a claim; `simulated`: it passes, for nothing was measured that could settle it. */
export type ClaimPolicy = InconclusivePolicy | 'simulated'

/** Grounds of a claim beside the figures it is about. */
export interface ClaimRests {
  /** Reasons why it cannot be settled whatever the figures are, a sentence each; empty where it can. */
  doubts: string[]
  /** Ids of the checks of its metrics that found something, warning or invalid. */
  checks: string[]
  /** Invalid checks that cannot have turned it, and why not, a sentence each. */
  despite: string[]
  /** The priced parts it was computed from; empty for a claim that is not about money. */
  parts: CostPart[]
}

/** Work of the two arms of a comparison, beside the time that it took them. */
export interface PairRecord {
  /** Mean output tokens of an answered request, of the run and of the other; null where none was answered. */
  readonly outputTokens: readonly [JsonNumber, JsonNumber]
  /** Mean texts or documents of an answered request, where both made vectors or scores; else absent. */
  readonly items?: readonly [number, number]
  /** Requests that both answered, and those of them with equal answers; null where the answers are not at hand. */
  readonly answers: { readonly both: number; readonly same: number } | null
}

/** Word for an arm of a comparison beside another. */
export type VersusWord = 'faster' | 'slower' | 'same' | 'inconclusive'

/** An arm of an interleaved comparison beside the first one. */
export interface VersusRecord {
  /** Id of the first arm, and its name. */
  run: string
  name: string
  metric: MetricName
  /** Ratio of the medians over neighbouring blocks, of this arm over the first. */
  ratio: JsonNumber
  interval: IntervalRecord | null
  /** Place of the interval against the band around 1; `inconclusive` where something is in doubt too. */
  word: VersusWord
  /** Share around 1 that is the same. */
  band: number
  /** Requests that would settle it, where that can be said. */
  needed: number | null
  /** Reasons for which it is open whatever the figures are, a sentence each. */
  doubts: string[]
}

/** Band of a claim of no regression, and the noise that it was judged with. */
export interface BandRecord {
  /** Share by which the run may be worse, as the claim asks. */
  asked: number
  /** The share that was judged: as asked, or the noise floor of the comparison where that is more. */
  judged: number
  /** Smallest change that four of five such comparisons show, as a share; null where nobody can tell. */
  visible: JsonNumber
  /**
   * Whose noise floor it rests on: this bench's own, or that of another one of the same fingerprint in its place, by
   * its key; null where none was measured.
   */
  floorOf: 'own' | { key: string } | null
}

/** Launches that a verdict holds for. */
export interface ClaimLaunches {
  /** Launches of the run, or blocks apart in time of a target that nobody here could start again. */
  readonly count: number
  readonly kind: 'launch' | 'block'
  /**
   * Unit that decided: `launches`, one value of each; `requests`, those of these launches, from which another launch
   * may differ; `noise-floor`, those of one launch, with what the machine's launches differ by in the interval.
   */
  readonly by: 'launches' | 'requests' | 'noise-floor'
}

/** The side that a run was claimed to replace. */
export interface ReplacedRecord {
  /** Name of its run, or of its price. Untrusted text. */
  name: string
  /** Its model; null where nobody said. Untrusted text. */
  model: string | null
  /** `measured` by a run, `recorded` and replayed, or `declared`: a price, or figures from elsewhere. */
  provenance: Provenance
  /** Day it was measured, recorded or declared for, as `2026-11-20`; null where nobody said. */
  date: string | null
}

/** One part of a joint claim, judged by itself. */
export interface JointPartRecord {
  /** Name that it was asked for by: `latency` or another metric, `successRate`, `saving`, `quality`. */
  part: string
  metric: string
  unit: string
  /** The part in words, without "not": the whole is negated, no part of it. */
  text: string
  verdict: Verdict
  observed: JsonNumber | string
  /** The observed value in words. */
  words: string
  threshold: JsonNumber | string
  n: number
  effectiveN: number
  /** Word for the values counted as `n`: "requests", "prompts". */
  counted: string
  interval: IntervalRecord | null
  needed: number | null
  provenance: Provenance
  rests: ClaimRests
}

/** A claim of several parts that must all hold on the same responses. */
export interface JointRecord {
  against: ReplacedRecord
  /** Error rate that each part was judged at, one-sided. */
  alpha: number
  parts: JointPartRecord[]
}

/** The figure of a claim before and after. */
export interface ChangeRecord {
  /** Origin of the figure before: a saved baseline, the other arm of a comparison, or a declared figure. */
  of: 'baseline' | 'arm' | 'declared'
  /** Name of the baseline or of the arm, or the source of the declared figure; untrusted text. */
  name: string
  /** Statistic that both are, for example `p50`. */
  statistic: string
  before: JsonNumber
  after: JsonNumber
  unit: string
  /** After over before, and its interval. */
  ratio: JsonNumber
  interval: IntervalRecord | null
}

/** Values below the limit of a claim, of all that it counts; a request that failed is not below. */
export interface UnderRecord {
  count: number
  of: number
}

/** A claim a matcher made about a run. */
export interface ClaimRecord {
  matcher: string
  negated: boolean
  metric: string
  unit: string
  /** The claim in words: "p95 of latency below 50 ms". */
  text: string
  verdict: Verdict
  /** Whether the matcher passed, after the policy. */
  passed: boolean
  policy: ClaimPolicy
  observed: JsonNumber | string
  threshold: JsonNumber | string
  n: number
  /** Independent values these are worth where neighbours are alike; in a comparison the pairs of blocks. */
  effectiveN: number
  interval: IntervalRecord | null
  /** Samples that would settle an inconclusive claim, where that can be said. */
  needed: number | null
  /**
   * One-sided p-value of "no worse than the band" of a claim that nothing regressed: small where something did. Null
   * for any other claim, a negated one, and where it rests on doubts or on points alone.
   */
  pValue: JsonNumber
  /** That p-value adjusted for every such claim of the report (Holm 1979); null where there is none. */
  pAdjusted: JsonNumber
  provenance: Provenance
  rests: ClaimRests
  /** Work of the two arms of an interleaved comparison; null for any other claim. */
  pair: PairRecord | null
  /** Band of a claim of no regression; null for any other claim. */
  band: BandRecord | null
  /** Both sides of a claim about money; absent for any other claim, and in reports of earlier versions. */
  money?: MoneyRecord
  /** Parts of a joint claim; absent for any other claim, and in reports of earlier versions. */
  joint?: JointRecord
  /** Launches it holds for; null for a fact, and where nobody started the target or knows how often. */
  launches: ClaimLaunches | null
  /** The figure before and after; absent for a claim that compares nothing, and in reports of earlier versions. */
  change?: ChangeRecord
  /** True where failed requests count in the figure; absent where none failed, and in reports of earlier versions. */
  inclFailures?: true
  /** Values below its limit; absent for a claim on anything but a percentile, and in reports of earlier versions. */
  under?: UnderRecord
}

/** A claim that sampling went on for, with the verdict of the sequential test. */
export interface DecisionRecord {
  /** A metric's name, or `successRate`. */
  metric: string
  /** The percentile the claim is about, in per cent; null for the success rate. */
  percentile: number | null
  limit: number
  verdict: Verdict
  /** Requests it took, and how many of them lay at the limit or above (or failed). */
  n: number
  bad: number
  /** Error rate, which holds although the test looked again and again. */
  alpha: number
  /** Whether it rests on output tokens that nobody counted. */
  estimated: boolean
}
