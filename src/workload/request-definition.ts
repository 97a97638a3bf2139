import type { Prompt, Sampling } from './prompt.ts'

/** What is asked of a target. */
export interface RequestDefinition {
  readonly kind: 'completion' | 'chat'
  /** Rotated through; at least one. */
  readonly prompts: readonly Prompt[]
  readonly sampling: Sampling
  /** Bytes of each request that are no prompt, such as descriptions of tools: they cost input tokens. */
  readonly overheadBytes?: number
}
