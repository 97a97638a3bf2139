import type { ComponentName } from './components/component-name.ts'
import type { GateName } from './gates/gate-name.ts'

/** Sorts of content that this package knows. */
export type ContentType = 'viral_hook' | 'technical' | 'code_generation'

/** Weights of the components. They sum to 1. */
export type Weights = Readonly<Record<ComponentName, number>>

/** All that the score of an answer depends on, besides the answer. */
export interface Profile {
  readonly name: string
  /** The sort of content whose rules hold. */
  readonly like: ContentType
  readonly weights: Weights
  /** Fewest and most words that an answer usually has; of code its lines. */
  readonly length: readonly [least: number, most: number]
  /** Share of the total that is left where a gate is closed, 0 to 1; 1 leaves it open. */
  readonly caps: Readonly<Record<GateName, number>>
  readonly keywords: readonly string[]
}
