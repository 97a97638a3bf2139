import * as v from 'valibot'
import { notNegative, whole, wholeOrZero } from '../option-check/kinds.ts'
import { answerEntries, chatAnswerEntries, fieldsSchema, validateSchema } from './answer-options-schema.ts'
import { isLengthDistribution, type LengthDistribution } from './lengths.ts'

/** Schema of a number of tokens, or of its distribution. */
export const tokenCountSchema: v.GenericSchema<number | LengthDistribution> = v.pipe(
  v.union([whole, v.custom<LengthDistribution>(isLengthDistribution)]),
  v.description('a whole number of at least 1, or a distribution such as lengths.fixed(64)'),
)

/** Options that every request has. */
export const requestEntries: Readonly<
  Record<'maxTokens' | 'temperature' | 'seed' | 'ignoreEos' | 'prompts', v.GenericSchema>
> = {
  maxTokens: v.optional(tokenCountSchema),
  temperature: v.optional(v.pipe(notNegative, v.description('0 (greedy) or more'))),
  seed: v.optional(wholeOrZero),
  ignoreEos: v.optional(v.boolean()),
  prompts: v.optional(whole),
}

const ofEndpoints = {
  ...requestEntries,
  ...answerEntries,
  nonce: v.optional(v.boolean()),
  stream: v.optional(v.boolean()),
  minTokens: v.optional(whole),
}

/** Schema of `RequestOptions`. */
export const requestSchema: v.GenericSchema = v.strictObject(requestEntries)

/** Schema of `EndpointRequestOptions`, by the kind of request. */
export const endpointRequestSchemas: Readonly<Record<'completion' | 'chat', v.GenericSchema>> = {
  completion: v.strictObject(ofEndpoints),
  chat: v.strictObject({ ...ofEndpoints, ...chatAnswerEntries }),
}

const depth = v.optional(v.pipe(wholeOrZero, v.description('the tokens before each prompt, for example 4096')))

/** Schema of `ModelCompletionOptions` and `ModelChatOptions`, by the kind of request. */
export const modelRequestSchemas: Readonly<Record<'completion' | 'chat', v.GenericSchema>> = {
  completion: v.strictObject({ ...requestEntries, ...answerEntries, depth, parseSpecial: v.optional(v.boolean()) }),
  chat: v.strictObject({ ...requestEntries, ...answerEntries, ...chatAnswerEntries, depth }),
}

const { ignoreEos: _unknown, ...ofModels } = requestEntries

/** Schema of `LanguageModelRequestOptions`: the AI SDK knows no `ignoreEos`. */
export const languageModelRequestSchema: v.GenericSchema = v.strictObject({
  ...ofModels,
  callOptions: v.optional(fieldsSchema("an object of the AI SDK's call options")),
  validate: v.optional(validateSchema),
  nonce: v.optional(v.boolean()),
  stream: v.optional(v.boolean()),
})
