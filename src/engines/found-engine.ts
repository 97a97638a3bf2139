import type { Backend } from '../record/target.ts'

/** A backend of an engine on this machine. */
export interface FoundBackend {
  readonly backend: Backend
  readonly works: boolean
  readonly devices: readonly string[]
  /** Memory that it can use, in bytes; null where it does not say. */
  readonly memoryBytes: number | null
  /** Whether it uses the tensor units of the GPU; null where it does not say. */
  readonly tensorUnits: boolean | null
  /** Reason why it does not work, in one line; null where it does. */
  readonly reason: string | null
}

/** An engine that was started here, and what it can use. */
export interface FoundEngine {
  /** Release of llama.cpp; null where no backend works. */
  readonly release: string | null
  /** Processor cores that are useful to it. */
  readonly mathCores: number | null
  readonly backends: readonly FoundBackend[]
}
