import * as v from 'valibot'
import { milliseconds, whole, wholeOrZero } from '../option-check/kinds.ts'
import { serviceSchema } from '../targets/endpoint/service-schema.ts'
import { clientsSchema } from '../workload/load/load-schema.ts'
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
  levels: v.optional(
    v.pipe(v.array(clientsSchema), v.minLength(1), v.description('a list of clients, such as [10, 25, 50, 100]')),
  ),
}

/** Schema of {@link RunDefaultOptions}. */
export const runDefaultsSchema: v.GenericSchema<RunDefaultOptions> = v.strictObject(runDefaults)

/** Schema of {@link ProfileOptions}. */
export const profileSchema: v.GenericSchema<ProfileOptions> = v.strictObject({
  ...runDefaults,
  endpoint: v.optional(serviceSchema),
  shortens: v.optional(v.boolean()),
})
