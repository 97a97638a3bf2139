import * as v from 'valibot'
import { notNegative, text, whole } from '../../option-check/kinds.ts'
import { tokenCountSchema } from '../request-schema.ts'

/** Schema of `TokensInput`. */
export const tokensSchema: v.GenericSchema = v.strictObject({
  tokens: tokenCountSchema,
  sharedPrefix: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1), v.description('a share from 0 to 1'))),
})

/** Schema of `{ jsonl }`. */
export const jsonlSchema: v.GenericSchema<{ jsonl: string }> = v.strictObject({
  jsonl: v.pipe(text, v.description('the path of a file')),
})

/** Schema of `ShareGptInput`. */
export const shareGptSchema: v.GenericSchema = v.strictObject({
  shareGPT: v.pipe(text, v.description('the path of a file')),
  minTurns: v.optional(whole),
  multiTurn: v.optional(v.boolean()),
  maxLength: v.optional(whole),
})

/** Schema of `ConversationOptions`. */
export const conversationSchema: v.GenericSchema = v.strictObject({
  system: v.optional(v.pipe(text, v.description('a text that is not empty, or leave it out'))),
  think: v.optional(v.pipe(notNegative, v.description('the milliseconds between two turns'))),
})
