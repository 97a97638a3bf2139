import * as v from 'valibot'
import { isObject, type JsonObject } from '../json.ts'
import { notNegative, whole, wholeOrZero } from '../option-check/kinds.ts'
import { secret } from '../option-check/secret.ts'
import { isLengthDistribution, type LengthDistribution } from './lengths.ts'
import type { ValidateAnswer } from './validate-answer.ts'

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

const ofAnswers = {
  validate: v.optional(
    v.pipe(
      v.custom<ValidateAnswer | JsonObject>((value) => typeof value === 'function' || isObject(value)),
      v.description('a function (response) => true or a reason, or a JSON schema'),
    ),
  ),
  nonce: v.optional(v.boolean()),
  stream: v.optional(v.boolean()),
}

/** Schema of `RequestOptions`. */
export const requestSchema: v.GenericSchema = v.strictObject(requestEntries)

/** Schema of `EndpointRequestOptions`. */
export const endpointRequestSchema: v.GenericSchema = v.strictObject({
  ...requestEntries,
  body: v.optional(fieldsSchema('an object of further fields of the request')),
  ...ofAnswers,
  minTokens: v.optional(whole),
})

const { ignoreEos: _unknown, ...ofModels } = requestEntries

/** Schema of `LanguageModelRequestOptions`: the AI SDK knows no `ignoreEos`. */
export const languageModelRequestSchema: v.GenericSchema = v.strictObject({
  ...ofModels,
  callOptions: v.optional(fieldsSchema("an object of the AI SDK's call options")),
  ...ofAnswers,
})

/** Schema of fields that are passed on as they are; a value in them may be a key. */
function fieldsSchema(words: string): v.GenericSchema<JsonObject> {
  return secret(v.pipe(v.custom<JsonObject>(isObject), v.description(words)))
}
