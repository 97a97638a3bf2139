import { fewestBatchedMs } from '../contract/batches.ts'
import type { MeterTerms } from '../contract/series.ts'

/**
 * Terms of Apple's meters: nobody states their accuracy, and on some releases the rails come in batches two
 * seconds apart, so that a shorter window than 20 s is refused whatever is read.
 */
export const appleTerms: MeterTerms = {
  maxGapMs: 3000,
  minWindowMs: fewestBatchedMs,
  lagMs: 100,
  batched: true,
  accuracy: null,
}
