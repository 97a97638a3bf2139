import type { IntrinsicResultRecord } from '../../../src/record/intrinsic/intrinsic.ts'
import { intrinsicTag, type TaggedIntrinsic } from '../../../src/runs/intrinsic/tagged-result.ts'
import { intrinsicResult } from '../../support/intrinsic/intrinsic-result.ts'

/** Eight windows that differ a little, so that their mean is bounded. */
export const spread: readonly number[] = [1.5, 1.7, 1.6, 1.55, 1.65, 1.6, 1.58, 1.62]

/** A result as a test has it. */
export function told(
  nats: readonly number[],
  divergence: readonly number[] | null = null,
  more: Partial<IntrinsicResultRecord> = {},
): TaggedIntrinsic {
  return { [intrinsicTag]: intrinsicResult(nats, divergence, more) }
}
