import type { DeclaredMemoryRecord } from '../../record/target.ts'

/**
 * State of a model at a server that holds several: `sleeping` has let go of its memory and wakes at the next request,
 * `unknown` where the server does not say.
 */
export type RoutedState = 'loaded' | 'loading' | 'unloaded' | 'sleeping' | 'unknown'

/** A model that a server lists; a figure that it does not tell is null. Names are untrusted text. */
export interface RoutedModel {
  /** Name that requests carry. */
  readonly name: string
  readonly state: RoutedState
  /** Whether the server says that its last load failed. */
  readonly failed: boolean
  /** Tokens that one sequence can hold. */
  readonly contextSize: number | null
  readonly quantization: string | null
  /** Bytes in memory where it is loaded and the server tells, else those of its file. */
  readonly sizeBytes: number | null
  /** Memory that it takes while it is loaded, by the server's own word; null where it does not say. */
  readonly memory: DeclaredMemoryRecord | null
}

/** A model of which nothing is known but its name. */
export function unknownModel(name: string): RoutedModel {
  return {
    name,
    state: 'unknown',
    failed: false,
    contextSize: null,
    quantization: null,
    sizeBytes: null,
    memory: null,
  }
}
