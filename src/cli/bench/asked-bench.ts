import type { ModelLoadOptions } from '../../models/model-options.ts'
import type { Acceptable } from '../../verdicts/acceptable.ts'
import type { AskedLimit } from './limits.ts'

/** Target of `llm-bench run`. */
export type AskedTarget =
  | { readonly kind: 'model'; readonly spec: string; readonly options: ModelLoadOptions }
  | {
      readonly kind: 'endpoint'
      /** Null for the service that the environment or the profile names. */
      readonly url: string | null
      readonly model: string | null
      /** Name of the environment variable that holds the key; null for no key. */
      readonly keyVariable: string | null
    }
  | { readonly kind: 'simulated' }

/** A bench without a file, as the worker that measures it is told. Plain data. */
export interface AskedBench {
  /** Name of the one run. */
  readonly name: string
  /** Name of the levels together. */
  readonly sweep: string
  readonly target: AskedTarget
  readonly prompts: { readonly texts: readonly string[] } | { readonly jsonl: string }
  /** Whether the prompts are completed as they stand, by no chat. */
  readonly completes: boolean
  readonly maxTokens: number
  readonly length: {
    readonly requests?: number
    /** Milliseconds. */
    readonly duration?: number
    readonly warmup?: number
  }
  /** Load of the one run; null where only levels are measured. */
  readonly load: { readonly clients: number } | { readonly perSecond: number } | null
  /** Clients of each level of a sweep; empty for none. */
  readonly levels: readonly number[]
  readonly limits: readonly AskedLimit[]
  /** Model that a saving is claimed over, its provider before it; null for OpenAI's usual one. */
  readonly savesOver: string | null
  readonly accept: readonly Acceptable[]
}

declare module 'vitest' {
  interface ProvidedContext {
    'llm-bench-run': AskedBench
  }
}
