import * as v from 'valibot'
import { isObject, type JsonObject } from '../json.ts'
import { text, wholeOrZero } from '../option-check/kinds.ts'
import { secret } from '../option-check/secret.ts'
import type { ValidateAnswer } from './validate-answer.ts'

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1), v.description('a number from 0 to 1'))
const bias = v.union([v.pipe(v.number(), v.minValue(-100), v.maxValue(100)), v.literal(false)])
const object = v.custom<JsonObject>(isObject)

/** Schema of fields that are passed on as they are; a value in them may be a key. */
export function fieldsSchema(words: string): v.GenericSchema<JsonObject> {
  return secret(v.pipe(v.custom<JsonObject>(isObject), v.description(words)))
}

/** Option `validate`. */
export const validateSchema: v.GenericSchema = v.pipe(
  v.custom<ValidateAnswer | JsonObject>((value) => typeof value === 'function' || isObject(value)),
  v.description('a function (response) => true or a reason, or a JSON schema'),
)

/** Schema of `AnswerOptions`. */
export const answerEntries: Readonly<
  Record<
    'stop' | 'topP' | 'topK' | 'minP' | 'logitBias' | 'jsonSchema' | 'grammar' | 'body' | 'validate',
    v.GenericSchema
  >
> = {
  stop: v.optional(
    v.pipe(v.union([text, v.pipe(v.array(text), v.minLength(1))]), v.description('a text, or a list of texts')),
  ),
  topP: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(1), v.description('a number above 0, and at most 1'))),
  topK: v.optional(v.pipe(wholeOrZero, v.description('a whole number, 0 for all'))),
  minP: v.optional(share),
  logitBias: v.optional(
    v.pipe(
      v.custom<JsonObject>((value) => isObject(value) && Object.values(value).every((item) => v.is(bias, item))),
      v.description('an object of tokens, each with a number from -100 to 100 or false'),
    ),
  ),
  jsonSchema: v.optional(v.pipe(object, v.description('a JSON schema'))),
  grammar: v.optional(v.pipe(text, v.description('the text of a GBNF grammar'))),
  body: v.optional(fieldsSchema('an object of further fields of the request')),
  validate: v.optional(validateSchema),
}

/** Further ones of `ChatAnswerOptions`. */
export const chatAnswerEntries: Readonly<Record<'tools' | 'toolChoice' | 'thinking', v.GenericSchema>> = {
  tools: v.optional(
    v.pipe(v.array(object), v.minLength(1), v.description("a list of { type: 'function', function: { name, … } }")),
  ),
  toolChoice: v.optional(
    v.pipe(
      v.union([v.picklist(['auto', 'none', 'required']), object]),
      v.description("'auto', 'none', 'required', or { type: 'function', function: { name } }"),
    ),
  ),
  thinking: v.optional(
    v.pipe(
      v.union([v.boolean(), v.picklist(['low', 'medium', 'high'])]),
      v.description("true, false, 'low', 'medium' or 'high'"),
    ),
  ),
}
