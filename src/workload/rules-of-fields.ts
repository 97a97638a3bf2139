import * as v from 'valibot'
import { isObject, type JsonObject } from '../json.ts'
import type { Call } from '../option-check/call.ts'
import { notAllowed } from '../option-check/sentences.ts'
import { shown } from '../option-check/shown.ts'
import type { AnswerFields } from './answer-fields.ts'
import { answerEntries } from './answer-options-schema.ts'
import type { AnswerRules, Tool, ToolChoice } from './answer-rules.ts'
import type { RequestDefinition } from './request-definition.ts'

/** The request that fields are of. */
export interface FieldsPlace {
  /** Those that the option `body` gave: of them no message shows a value. */
  readonly body: AnswerFields
  readonly kind: RequestDefinition['kind']
  readonly call: Call
  readonly ignoreEos: boolean
}

/** A field of the API: the part of the rules it is; a text says what it must be where it is something else. */
type Reader = (value: unknown, place: FieldsPlace) => AnswerRules | string

const readers: Readonly<Record<string, Reader>> = {
  stop: (value) =>
    v.is(answerEntries.stop, value)
      ? { stop: typeof value === 'string' ? [value] : (value as string[]) }
      : 'a text, or a list of texts',
  top_p: (value) => (v.is(answerEntries.topP, value) ? { topP: value as number } : 'a number above 0, and at most 1'),
  top_k: (value) => (v.is(answerEntries.topK, value) ? { topK: value as number } : 'a whole number, 0 for all'),
  min_p: (value) => (v.is(answerEntries.minP, value) ? { minP: value as number } : 'a number from 0 to 1'),
  logit_bias: logitBias,
  response_format: responseFormat,
  json_schema: (value) => (isObject(value) ? { form: { kind: 'json', schema: value } } : 'a JSON schema'),
  grammar: (value) =>
    typeof value === 'string' && value !== '' ? { form: { kind: 'gbnf', grammar: value } } : 'a GBNF grammar',
  tools: (value, { kind }) => (kind === 'chat' ? tools(value) : 'nothing: tools are for chat()'),
  tool_choice: toolChoice,
  chat_template_kwargs: (value) => (isObject(value) ? { template: value } : 'an object of variables of the template'),
  reasoning_effort: (value) =>
    value === 'low' || value === 'medium' || value === 'high'
      ? { thinking: value }
      : typeof value === 'string'
        ? { template: { reasoning_effort: value } }
        : "a text such as 'low'",
}

/** Options of ours that have another name than their field. */
const options: ReadonlyMap<string, string> = new Map([
  ['logit_bias', 'logitBias'],
  ['response_format', 'jsonSchema'],
  ['tool_choice', 'toolChoice'],
])

/**
 * The rules that the fields of a request are to a local model.
 * @throws LlmBenchError `invalid-workload` for a field that a local model does not know, and for a value it cannot have
 */
export function rulesOf(fields: AnswerFields, place: FieldsPlace): AnswerRules {
  const found = Object.entries(fields).map(([name, value]) => readField(name, value, place))
  if (found.filter(({ form }) => form !== undefined).length > 1)
    throw refusal(place.call('jsonSchema'), 'a form of the answer beside another one', 'one JSON schema or grammar')
  const template = Object.assign({}, ...found.map((part) => part.template)) as Record<string, unknown>
  const rules: AnswerRules = Object.assign({}, ...found, Object.keys(template).length === 0 ? {} : { template })
  checkTogether(rules, place)
  return rules
}

function readField(name: string, value: unknown, place: FieldsPlace): AnswerRules {
  const read = Object.hasOwn(readers, name) ? readers[name] : undefined
  if (read === undefined) {
    const known = Object.keys(readers).join(', ')
    throw refusal(place.call(`body.${name}`), 'this field', `one that a local model knows: ${known}`)
  }
  const option = name in place.body ? `body.${name}` : (options.get(name) ?? name)
  const found = read(value, place)
  if (typeof found !== 'string') return found
  throw refusal(place.call(option), name in place.body ? 'this value' : shown(value), found)
}

function checkTogether(
  { form, tools: given, toolChoice: choice }: AnswerRules,
  { call, ignoreEos }: FieldsPlace,
): void {
  const forced = choice !== undefined && choice !== 'auto' && choice !== 'none'
  if (choice !== undefined && given === undefined)
    throw refusal(call('toolChoice'), 'a choice without tools', 'option tools with it')
  if (typeof choice === 'object' && given?.every((tool) => tool.function.name !== choice.name) === true)
    throw refusal(call('toolChoice'), shown(choice.name), 'the name of one of the tools')
  if (forced && form !== undefined)
    throw refusal(call('toolChoice'), 'a call that must be made beside a form of the answer', 'one of the two')
  if (ignoreEos && (forced || form !== undefined))
    throw refusal(call('ignoreEos'), 'true with a form of the answer, which ends where it says,', 'one of the two')
}

function logitBias(value: unknown): AnswerRules | string {
  const wanted = 'an object or a list of tokens, each with a number from -100 to 100 or false'
  const pairs = Array.isArray(value) ? (value as unknown[]) : isObject(value) ? Object.entries(value) : null
  if (pairs === null) return wanted
  const biases: (readonly [number | string, number | null])[] = []
  for (const pair of pairs) {
    const [token, bias] = Array.isArray(pair) ? (pair as unknown[]) : []
    const known = typeof token === 'string' || (Number.isSafeInteger(token) && (token as number) >= 0)
    const within = bias === false || (typeof bias === 'number' && Math.abs(bias) <= 100)
    if (!known || token === '' || !within) return wanted
    const number = /^\d+$/.test(String(token)) ? Number(token) : (token as string)
    biases.push([number, bias === false ? null : bias])
  }
  return { logitBias: biases }
}

function responseFormat(value: unknown): AnswerRules | string {
  if (isObject(value)) {
    const { type, json_schema: wrapped, schema } = value
    if (type === 'text') return {}
    if (type === 'json_object') return { form: { kind: 'json', schema: isObject(schema) ? schema : null } }
    if (type === 'json_schema' && isObject(wrapped) && isObject(wrapped['schema']))
      return { form: { kind: 'json', schema: wrapped['schema'] } }
  }
  return "{ type: 'json_schema', json_schema: { name, schema } } or { type: 'json_object' }"
}

function tools(value: unknown): AnswerRules | string {
  const wanted = "a list of { type: 'function', function: { name, description?, parameters? } }"
  if (!Array.isArray(value) || value.length === 0) return wanted
  return value.every(isTool) ? { tools: value } : wanted
}

function isTool(value: unknown): value is Tool {
  if (!isObject(value) || value['type'] !== 'function') return false
  const described = value['function'] as JsonObject | null | undefined
  if (!isObject(described)) return false
  const { name, parameters } = described
  return typeof name === 'string' && name !== '' && (parameters === undefined || isObject(parameters))
}

function toolChoice(value: unknown): AnswerRules | string {
  if (value === 'auto' || value === 'none' || value === 'required') return { toolChoice: value satisfies ToolChoice }
  const named = isObject(value) && isObject(value['function']) ? value['function']['name'] : null
  if (typeof named === 'string') return { toolChoice: { name: named } }
  return "'auto', 'none', 'required', or { type: 'function', function: { name } }"
}

function refusal(call: string, value: string, wanted: string): ReturnType<typeof notAllowed> {
  return notAllowed(call, value, wanted, { code: 'invalid-workload' })
}
