import * as v from 'valibot'
import { milliseconds, whole, wholeOrZero } from '../option-check/kinds.ts'
import { serviceSchema } from '../targets/endpoint/service-schema.ts'
import { launchesSchema } from './launches-schema.ts'
import { lockSchema } from './lock/lock-schema.ts'
import type { ProfileOptions } from './profiles.ts'
import type { RunDefaultOptions } from './run-defaults.ts'

const runDefaults = {
  requests: v.optional(whole),
  budget: v.optional(milliseconds),
  warmup: v.optional(wholeOrZero),
  launches: launchesSchema,
  anchor: v.optional(v.boolean()),
  lock: lockSchema,
}

/** Schema of {@link RunDefaultOptions}. */
export const runDefaultsSchema: v.GenericSchema<RunDefaultOptions> = v.strictObject(runDefaults)

/** Schema of {@link ProfileOptions}. */
export const profileSchema: v.GenericSchema<ProfileOptions> = v.strictObject({
  ...runDefaults,
  endpoint: v.optional(serviceSchema),
})
