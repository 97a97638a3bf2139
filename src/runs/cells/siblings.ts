import type { MissingCellRecord } from '../../record/sweep.ts'

/** Marks a configuration with the sweep that it is of, across copies of this package. */
export const siblingsTag: unique symbol = Symbol.for('vitest-llm-bench.siblings') as never

/** A configuration that was measured, as a claim sees it. */
export interface SiblingCell {
  readonly name: string
  /** Its run, as a matcher takes it. */
  readonly run: unknown
}

/** The configurations of a sweep. */
export interface Siblings {
  readonly cells: readonly SiblingCell[]
  readonly missing: readonly MissingCellRecord[]
}

/** A configuration with the sweep that it is of. */
export interface TaggedCell extends SiblingCell {
  readonly [siblingsTag]: Siblings
}

/** A value as a configuration of a sweep; null for anything else. */
export function taggedCell(value: unknown): TaggedCell | null {
  return typeof value === 'object' && value !== null && siblingsTag in value ? (value as TaggedCell) : null
}
