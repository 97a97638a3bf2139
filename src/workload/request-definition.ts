import type { Prompt, Sampling } from './prompt.ts'

/** The requests to make of a target. */
export interface RequestDefinition {
  readonly kind: 'completion' | 'chat'
  /** Prompts to rotate through; at least one. */
  readonly prompts: readonly Prompt[]
  readonly sampling: Sampling
  /** Bytes of each request that are no prompt, such as descriptions of tools: they cost input tokens. */
  readonly overheadBytes?: number
  /** Further rules of the answers, as a report shows them; absent or null for none. */
  readonly rules?: string | null
}
