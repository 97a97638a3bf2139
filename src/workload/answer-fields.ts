import { createHash } from 'node:crypto'
import type { Call } from '../option-check/call.ts'
import { notAllowed } from '../option-check/sentences.ts'
import type { ChatAnswerOptions } from './answer-options.ts'
import { assertJson, checkPassedOn } from './passed-on.ts'

/** Fields of a request by their names in OpenAI's API, and in llama-server's where that has none. */
export type AnswerFields = Readonly<Record<string, unknown>>

/** Options that become fields. */
export type FieldOptions = {
  readonly [Name in keyof Omit<ChatAnswerOptions, 'validate' | 'body'>]: ChatAnswerOptions[Name] | undefined
}

/** Name of the answer in `response_format`, which the API wants to have. */
const schemaName = 'answer'

/** Fields of the body that would contradict what is measured, each with what to give instead. */
const reserved: ReadonlyMap<string, string> = new Map([
  ['messages', 'the messages to chat()'],
  ['prompt', 'the prompt to complete()'],
  ['stream', 'option stream'],
  ['stream_options', 'nothing: it is set wherever the server knows it'],
  ['model', "the endpoint's option model"],
  ['n', 'nothing: one answer a request is measured'],
  ['max_tokens', 'option maxTokens'],
  ['max_completion_tokens', "option maxTokens, and the endpoint's option fields for its name"],
  ['min_tokens', 'option minTokens'],
  ['temperature', 'option temperature'],
  ['seed', 'option seed'],
  ['ignore_eos', 'option ignoreEos'],
])

/**
 * The fields that options of answers become, together with those of `body`.
 * @throws LlmBenchError `invalid-workload` naming an option that JSON cannot hold, or a field that is given twice or
 * would contradict what is measured
 */
export function answerFields(options: FieldOptions, body: AnswerFields, call: Call): AnswerFields {
  checkPassedOn(body, { call, option: 'body', reserved })
  const fields: Record<string, unknown> = {}
  for (const [option, value] of Object.entries(options)) {
    if (value === undefined) continue
    assertJson(value, call, option, 'what JSON can hold')
    for (const [name, sent] of Object.entries(fieldsOf[option as keyof FieldOptions](value))) {
      if (name in body)
        throw notAllowed(call(`body.${name}`), 'this field', `it or option ${option}, not both`, {
          code: 'invalid-workload',
        })
      fields[name] = sent
    }
  }
  return { ...fields, ...body }
}

/** Fields that an option becomes. */
const fieldsOf: Readonly<Record<keyof FieldOptions, (value: unknown) => AnswerFields>> = {
  stop: (value) => ({ stop: value }),
  topP: (value) => ({ top_p: value }),
  topK: (value) => ({ top_k: value }),
  minP: (value) => ({ min_p: value }),
  logitBias: (value) => ({ logit_bias: value }),
  jsonSchema: (schema) => ({
    response_format: { type: 'json_schema', json_schema: { name: schemaName, strict: true, schema } },
  }),
  grammar: (value) => ({ grammar: value }),
  tools: (value) => ({ tools: value }),
  toolChoice: (value) => ({ tool_choice: value }),
  thinking: (value) =>
    typeof value === 'string'
      ? { reasoning_effort: value }
      : { chat_template_kwargs: { enable_thinking: value, thinking: value } },
}

/** Characters of the rules that a report shows. */
const shownRules = 400

/** Rules of answers as a report shows them, and compares them; null for none. */
export function rulesText(fields: AnswerFields): string | null {
  const names = Object.keys(fields).toSorted()
  if (names.length === 0) return null
  const text = JSON.stringify(Object.fromEntries(names.map((name) => [name, fields[name]])))
  if (text.length <= shownRules) return text
  return `${text.slice(0, shownRules)}… (SHA-256 ${createHash('sha256').update(text).digest('hex').slice(0, 12)})`
}
