/** Marks what was measured of several models with all of their runs, across copies of this package. */
export const sideBySideTag: unique symbol = Symbol.for('vitest-llm-bench.side-by-side') as never

/** The run of a model in one situation, as a claim sees it. */
export interface SituationRun {
  readonly model: string
  /** Names of the models that answered meanwhile; empty alone. */
  readonly beside: readonly string[]
  /** Its run, as a matcher takes it. */
  readonly run: unknown
}

/** A model of several, or one of its runs, and all runs that were measured in turns with it. */
export interface SideBySide {
  readonly model: string
  readonly models: readonly string[]
  readonly runs: readonly SituationRun[]
}

/** The runs that a value was measured with; null for anything else. */
export function sideBySideOf(value: unknown): SideBySide | null {
  if (typeof value !== 'object' || value === null || !(sideBySideTag in value)) return null
  return value[sideBySideTag] as SideBySide
}
