import { openInSimulation } from './claims/simulated/open-in-simulation.ts'
import { toBeBest } from './configurations/to-be-best.ts'
import { toBeEquivalentTo } from './to-be-equivalent-to.ts'
import { toCostLessThan } from './money/to-cost-less-than.ts'
import { toFitInMemory } from './to-fit-in-memory.ts'
import { toHaveGoodputAbove } from './to-have-goodput-above.ts'
import { toHaveKLDivergenceBelow } from './intrinsic/to-have-kl-divergence-below.ts'
import { toHavePerplexityBelow } from './intrinsic/to-have-perplexity-below.ts'
import { toHaveMeanBelow } from './to-have-mean-below.ts'
import { toHaveP50Below } from './to-have-p50-below.ts'
import { toHaveP90Below } from './to-have-p90-below.ts'
import { toHaveP95Below } from './to-have-p95-below.ts'
import { toHaveP99Below } from './to-have-p99-below.ts'
import { toHavePercentileBelow } from './to-have-percentile-below.ts'
import { toHaveSuccessRateAbove } from './to-have-success-rate-above.ts'
import { toHaveThroughputAbove } from './to-have-throughput-above.ts'
import { toLoadWithin } from './to-load-within.ts'
import { toMeetSLO } from './to-meet-slo.ts'
import { toNotRegressFrom } from './to-not-regress-from.ts'
import { toOutperform } from './to-outperform.ts'
import { toReplace } from './replacing/to-replace.ts'
import { toRunOn } from './to-run-on.ts'
import { toSaveCostVs } from './to-save-cost-vs.ts'
import { toHaveQualityAbove } from './quality/to-have-quality-above.ts'
import { toMaintainQualityVs } from './quality/to-maintain-quality-vs.ts'
import { toScoreAtLeast } from './quality/to-score-at-least.ts'
import { toHaveAcceptanceAbove } from './speculation/to-have-acceptance-above.ts'
import { toSlowDownBy } from './several/to-slow-down-by.ts'
import { toSwitchWithin } from './several/to-switch-within.ts'
import { toSustain } from './to-sustain.ts'
import { toUseLessEnergyThan } from './to-use-less-energy-than.ts'

/**
 * Every matcher of this package. Importing `expect` from the main entry extends it already; a file
 * that keeps Vitest's own calls `expect.extend(matchers)`.
 */
export const matchers: {
  readonly toHaveP50Below: typeof toHaveP50Below
  readonly toHaveP90Below: typeof toHaveP90Below
  readonly toHaveP95Below: typeof toHaveP95Below
  readonly toHaveP99Below: typeof toHaveP99Below
  readonly toHavePercentileBelow: typeof toHavePercentileBelow
  readonly toHaveMeanBelow: typeof toHaveMeanBelow
  readonly toHaveThroughputAbove: typeof toHaveThroughputAbove
  readonly toHaveSuccessRateAbove: typeof toHaveSuccessRateAbove
  readonly toNotRegressFrom: typeof toNotRegressFrom
  readonly toOutperform: typeof toOutperform
  readonly toBeEquivalentTo: typeof toBeEquivalentTo
  readonly toMeetSLO: typeof toMeetSLO
  readonly toHaveGoodputAbove: typeof toHaveGoodputAbove
  readonly toLoadWithin: typeof toLoadWithin
  readonly toFitInMemory: typeof toFitInMemory
  readonly toRunOn: typeof toRunOn
  readonly toSaveCostVs: typeof toSaveCostVs
  readonly toCostLessThan: typeof toCostLessThan
  readonly toSustain: typeof toSustain
  readonly toUseLessEnergyThan: typeof toUseLessEnergyThan
  readonly toBeBest: typeof toBeBest
  readonly toScoreAtLeast: typeof toScoreAtLeast
  readonly toHaveQualityAbove: typeof toHaveQualityAbove
  readonly toMaintainQualityVs: typeof toMaintainQualityVs
  readonly toReplace: typeof toReplace
  readonly toSlowDownBy: typeof toSlowDownBy
  readonly toSwitchWithin: typeof toSwitchWithin
  readonly toHavePerplexityBelow: typeof toHavePerplexityBelow
  readonly toHaveKLDivergenceBelow: typeof toHaveKLDivergenceBelow
  readonly toHaveAcceptanceAbove: typeof toHaveAcceptanceAbove
} = openInSimulation({
  toHaveP50Below,
  toHaveP90Below,
  toHaveP95Below,
  toHaveP99Below,
  toHavePercentileBelow,
  toHaveMeanBelow,
  toHaveThroughputAbove,
  toHaveSuccessRateAbove,
  toNotRegressFrom,
  toOutperform,
  toBeEquivalentTo,
  toMeetSLO,
  toHaveGoodputAbove,
  toLoadWithin,
  toFitInMemory,
  toRunOn,
  toSaveCostVs,
  toCostLessThan,
  toSustain,
  toUseLessEnergyThan,
  toBeBest,
  toScoreAtLeast,
  toHaveQualityAbove,
  toMaintainQualityVs,
  toReplace,
  toSlowDownBy,
  toSwitchWithin,
  toHavePerplexityBelow,
  toHaveKLDivergenceBelow,
  toHaveAcceptanceAbove,
})
