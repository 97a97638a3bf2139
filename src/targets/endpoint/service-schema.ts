import * as v from 'valibot'
import { text } from '../../option-check/kinds.ts'
import { exampleAddress } from './base-address.ts'
import type { ServiceOptions } from './service-options.ts'

/** Schema of {@link ServiceOptions}. */
export const serviceSchema: v.GenericSchema<ServiceOptions> = v.strictObject({
  url: v.pipe(text, v.description(`an address such as ${exampleAddress}`)),
  model: v.optional(text),
  apiKeyEnv: v.optional(text),
  apiKeyHeader: v.optional(text),
})
