import type { IntrinsicResultRecord } from '../../record/intrinsic/intrinsic.ts'

/** Marks a result with its record, across copies of this package. */
export const intrinsicTag: unique symbol = Symbol.for('vitest-llm-bench.intrinsic') as never

/** A result of `perplexity` or `klDivergence`, as a matcher sees it. */
export interface TaggedIntrinsic {
  readonly [intrinsicTag]: IntrinsicResultRecord
}

/** The record of a result; null for anything else. */
export function intrinsicRecordOf(value: unknown): IntrinsicResultRecord | null {
  if (typeof value !== 'object' || value === null) return null
  return (value as Partial<TaggedIntrinsic>)[intrinsicTag] ?? null
}
