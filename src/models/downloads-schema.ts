import * as v from 'valibot'
import { text, whole } from '../option-check/kinds.ts'
import type { DownloadOptions } from './downloads.ts'

/** Schema of {@link DownloadOptions}. */
export const downloadsSchema: v.GenericSchema<DownloadOptions> = v.strictObject({
  mirrors: v.optional(v.array(text)),
  maxBytes: v.optional(v.pipe(whole, v.description('bytes, a whole number of at least 1'))),
})
