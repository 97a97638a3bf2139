import type { RequestDefinition } from '../workload/request-definition.ts'
import type { Target } from './target.ts'

/** Marks a callable as a workload, across copies of this package. */
export const workloadTag: unique symbol = Symbol.for('vitest-llm-bench.workload') as never

/** A request and the target it is made to. */
export interface WorkloadDefinition {
  readonly target: Target
  readonly request: RequestDefinition
  /** True where prompts may find a cache on purpose. */
  readonly cacheWanted?: boolean
}

/**
 * Result of `model.complete(…)`, `chat(…)`, `embed(…)` and `rerank(…)`: pass it to `bench()` or `measure()`. It is
 * also an ordinary function that makes one request and resolves to its answer, the text, vectors or ranked documents,
 * so that any benchmark engine can run it.
 */
export interface Workload<Answer = string> {
  (): Promise<Answer>
  readonly [workloadTag]: WorkloadDefinition
}

/** Makes the callable around a definition. */
export function makeWorkload(definition: WorkloadDefinition): Workload {
  const once = async (): Promise<string> => await definition.target.answer(definition.request)
  return Object.assign(once, { [workloadTag]: definition })
}

/** The definition inside a workload; null for anything else. */
export function workloadOf(value: unknown): WorkloadDefinition | null {
  if (typeof value !== 'function') return null
  return (value as Partial<Workload<unknown>>)[workloadTag] ?? null
}
