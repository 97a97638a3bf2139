import type { ModelEntry } from '../model-list.ts'

/** A setting of a server, as it tells it. */
type Setting = string | number | boolean

/** Facts that serving software tells of itself and of its model; null where it does not. */
export interface ServingFacts {
  /** Name and version. */
  readonly engine: string | null
  /** Tokens that one sequence can hold. */
  readonly contextSize: number | null
  readonly quantization: string | null
  /** Whether the model is in its memory now, or is loaded by the first request. */
  readonly modelLoaded: boolean | null
  /** Whether it holds several models and loads and unloads them by itself; absent where it does not. */
  readonly several?: true
  readonly configuration: Readonly<Record<string, Setting>>
}

/** Asks a server for JSON at a path of its origin; null where it has none. */
export type AskForJson = (path: string) => Promise<unknown>

/** Asks one kind of server. */
export type ServingQuestion = (ask: AskForJson, entry: ModelEntry | null) => Promise<ServingFacts | null>
