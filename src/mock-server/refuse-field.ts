import type { Connection } from './wire/connection.ts'

/** Words in which a server refuses a field: OpenAI's and Azure's, pydantic's (vLLM, Mistral), or vague ones. */
export type FieldRefusalWords = 'openai' | 'pydantic' | 'vague'

/** Refuses a request that has a field which is not taken. True where it did. */
export function refusesField(
  connection: Connection,
  body: Readonly<Record<string, unknown>>,
  refused: Readonly<Record<string, FieldRefusalWords>>,
): boolean {
  const [name, words] = Object.entries(refused).find(([field]) => body[field] !== undefined) ?? []
  if (name === undefined || words === undefined) return false
  if (words === 'pydantic') {
    const entry = {
      type: 'extra_forbidden',
      loc: ['body', name],
      msg: 'Extra inputs are not permitted',
      input: body[name],
    }
    connection.replyJson(422, { object: 'error', message: { detail: [entry] } })
    return true
  }
  if (words === 'vague') {
    connection.refuse(400, 'Bad request', { type: 'invalid_request_error' })
    return true
  }
  const unsupported =
    name === 'temperature'
      ? "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported."
      : `Unsupported parameter: '${name}' is not supported with this model.` +
        (name === 'max_tokens' ? " Use 'max_completion_tokens' instead." : '')
  const code = name === 'temperature' ? 'unsupported_value' : 'unsupported_parameter'
  connection.refuse(400, unsupported, { type: 'invalid_request_error', code, param: name })
  return true
}
