import * as v from 'valibot'
import type { Objective } from '../../../objectives/objective.ts'
import { objectiveEntries } from '../../../objectives/objective-schema.ts'
import { fractionSchema } from '../money/fraction-schema.ts'
import { maintainSchema } from '../quality/quality-options-schema.ts'
import type { KeptQuality } from './replace-claim.ts'

/** A joint claim that was checked, its parts apart. */
export interface ReplaceChecked {
  readonly saving?: number
  readonly quality?: KeptQuality
  readonly objective: Objective
}

/** Schema of `ReplaceClaim`. */
export const replaceSchema: v.GenericSchema<unknown, ReplaceChecked> = v.pipe(
  v.strictObject({
    ...objectiveEntries,
    saving: v.exactOptional(fractionSchema),
    quality: v.exactOptional(maintainSchema),
  }),
  v.check((claim) => Object.keys(claim).length > 0),
  v.description('at least one part, such as { latency: { p95: 50 }, saving: 0.6, quality: { margin: 0.02 } }'),
  v.transform(({ saving, quality, ...objective }) => ({ saving, quality, objective })),
) as never
