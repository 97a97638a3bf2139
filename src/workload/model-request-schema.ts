import * as v from 'valibot'
import { requestEntries } from './request-schema.ts'

/** Schema of `ModelCompletionOptions`. */
export const modelCompletionSchema: v.GenericSchema = v.strictObject({
  ...requestEntries,
  parseSpecial: v.optional(v.boolean()),
})

/** Schema of `ModelChatOptions`. */
export const modelChatSchema: v.GenericSchema = v.strictObject({
  ...requestEntries,
  thinking: v.optional(v.union([v.boolean(), v.picklist(['low', 'medium', 'high'])])),
})
