import type { BenchResult } from 'vitest'
import type { Price } from '../../../cost/priced.ts'
import type { Objective } from '../../../objectives/objective.ts'
import type { LanguageModel } from '../../../requesters/ai-sdk/language-model.ts'
import type { DeclaredApi } from './declared-api.ts'

/**
 * The side that is to be replaced: a run of it that was measured, or replayed from a recording
 * (`endpoint(url, { replay })`); a price; or figures that somebody declares.
 */
export type ReplacedApi = BenchResult | Price | LanguageModel | DeclaredApi

/** Quality of a joint claim. */
export interface KeptQuality {
  /** Loss of score that is acceptable: above 0 and below 1. */
  readonly margin: number
  /** Name of the score; needed where the run has several that stand for themselves. */
  readonly of?: string
}

/**
 * Parts of a joint claim, at least one, which must all hold.
 *
 * @example
 * { latency: { p95: 50 }, saving: 0.6, quality: { margin: 0.02 } }
 */
export type ReplaceClaim = Objective & {
  /** Share that a request costs less, 0 to 1: `0.6` claims that at least 60 % are saved. */
  readonly saving?: number
  /** The quality is kept within a margin, as `toMaintainQualityVs` claims it. */
  readonly quality?: KeptQuality
}
