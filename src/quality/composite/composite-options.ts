import type { Scorer } from '../scorer.ts'
import type { ComponentName } from './components/component-name.ts'
import type { GateName } from './gates/gate-name.ts'
import type { ContentType } from './profile.ts'

/** A profile of one's own: one of the sorts of content, with what is different. */
export interface OwnProfile {
  /** Name of the total: `release notes`. */
  readonly name: string
  /** The sort of content whose rules hold where this profile says nothing else. */
  readonly like: ContentType
  /** Weights of components, all or some; they have to sum to 1. */
  readonly weights?: Partial<Record<ComponentName, number>>
  /** Fewest and most words that an answer usually has; of `code_generation` lines of code. */
  readonly length?: readonly [least: number, most: number]
  /** Share of the total that is left where a gate is closed; 1 leaves the gate open. */
  readonly gates?: Partial<Record<GateName, number>>
}

/** Options of `composite`. */
export interface CompositeOptions {
  /** Words or phrases of the field that an answer should have, found by their stem. */
  readonly keywords?: readonly string[]
  /** Weights of components, all or some; they have to sum to 1. */
  readonly weights?: Partial<Record<ComponentName, number>>
  /** Scorers in place of components: each gives one score, or null where it cannot tell. */
  readonly components?: Partial<Record<ComponentName, Scorer>>
}
