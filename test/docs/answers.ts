import type { ServerResponse } from 'node:http'
import { isObject } from '../../src/json.ts'

/** Answers what the mock server has no words for; false where it has. */
export function answersAsked(path: string, host: string, body: unknown, answer: ServerResponse): boolean {
  const asked = isObject(body) ? body : {}
  if (path === '/status') return json(answer, { watts: 30 })
  // Where a page does not name the model there is one.
  const isNamed = /openai\.com|mistral|gateway/.test(host)
  if (path === '/v1/models' && !isNamed) return json(answer, { data: [{ id: 'llama-3.1-8b' }] })
  if (path.endsWith('/responses')) return responses(answer, asked)
  if (asked['response_format'] !== undefined) return events(answer, [...jsonAnswer, '[DONE]'])
  return false
}

function json(answer: ServerResponse, value: object): boolean {
  answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  return true
}

function events(answer: ServerResponse, list: readonly (object | string)[]): boolean {
  answer.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const event of list) answer.write(`data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`)
  answer.end()
  return true
}

const jsonAnswer: readonly object[] = ['{ "name"', ': "blue" }', null].map((content) => ({
  object: 'chat.completion.chunk',
  model: 'llama-3.1-8b',
  choices: [{ index: 0, delta: content === null ? {} : { content }, finish_reason: content === null ? 'stop' : null }],
}))

/** An answer of OpenAI's Responses API, which its provider for the AI SDK speaks: a tool is called, or 20 °C are told. */
function responses(answer: ServerResponse, asked: Readonly<Record<string, unknown>>): boolean {
  const words = ['It', ' is', ' 20', ' °C', '.']
  const usage = { input_tokens: 8, output_tokens: words.length }
  const message = { type: 'message', id: 'one', role: 'assistant' }
  const content = [{ type: 'output_text', text: words.join(''), annotations: [] }]
  const whole = { id: 'one', created_at: 0, model: 'gpt-4o', usage }
  if (asked['stream'] !== true) return json(answer, { ...whole, output: [{ ...message, content }] })
  const call = { type: 'function_call', id: 'one', call_id: 'one', name: 'weather' }
  const wantsCall = asked['tools'] !== undefined && !JSON.stringify(asked['input']).includes('And in Rome')
  const output = { output_index: 0 }
  const said = wantsCall
    ? [
        { type: 'response.output_item.added', ...output, item: { ...call, arguments: '' } },
        { type: 'response.function_call_arguments.delta', item_id: 'one', ...output, delta: '{}' },
        { type: 'response.output_item.done', ...output, item: { ...call, arguments: '{}', status: 'completed' } },
      ]
    : [
        { type: 'response.output_item.added', ...output, item: message },
        ...words.map((delta) => ({ type: 'response.output_text.delta', item_id: 'one', delta })),
        { type: 'response.output_item.done', ...output, item: message },
      ]
  return events(answer, [
    { type: 'response.created', response: whole },
    ...said,
    { type: 'response.completed', response: whole },
  ])
}
