/** Name of a check of the conformance list that is one run. */
export type CheckName =
  | 'plain'
  | 'end token'
  | 'stop'
  | 'tool call'
  | 'schema'
  | 'whole'
  | 'whole tool call'
  | 'cached'
  | 'clients'

/** A run of the list: source texts of its options, and of the request. */
export interface Check {
  readonly options: string
  readonly request: string
}

const question = JSON.stringify('Name one color.')
// Its answer has 14 tokens and ends by itself: "Bob is a friendly and helpful AI assistant named SmolLM."
const greeting = JSON.stringify('Say hello to my friend Bob in one sentence.')
const tool = {
  type: 'function',
  function: {
    name: 'paint',
    description: 'Paints something in a color.',
    parameters: { type: 'object', properties: { color: { type: 'string' } }, required: ['color'] },
  },
}
// The model is too small to call a tool unasked: it goes on as the conversation began.
const toCall = [
  { role: 'system', content: 'You paint.' },
  { role: 'user', content: 'Paint the door blue.' },
  {
    role: 'assistant',
    content: '<tool_call>\n{"name": "paint", "arguments": {"color": "blue"}}\n</tool_call>',
  },
  { role: 'user', content: 'Paint the wall red.' },
]
const calling = `${JSON.stringify(toCall)}, { maxTokens: 60, temperature: 0, nonce: false, body: { tools: [${JSON.stringify(tool)}] }`
const schema = {
  type: 'object',
  properties: { color: { type: 'string', enum: ['red', 'green', 'blue'] } },
  required: ['color'],
  additionalProperties: false,
}

/** Output tokens of the plain answer, which is cut there. */
export const plainTokens = 16
/** Requests of the plain answer. */
export const plainRequests = 4
/** Input tokens of the greeting, which is asked for without a nonce, by the model's own template. */
export const greetingTokens = 40
/** Requests that are made at once by several clients, and in all. */
export const clients = { streams: 3, requests: 6 }

/** The list: what each server is asked for, whatever it is. */
export const checks: Readonly<Record<CheckName, Check>> = {
  plain: {
    options: `{ requests: ${plainRequests}, warmup: 1 }`,
    request: `'Tell me a long story about a lighthouse.', { maxTokens: ${plainTokens}, temperature: 0 }`,
  },
  'end token': {
    options: '{ requests: 4, warmup: 1 }',
    request: `${greeting}, { maxTokens: 60, temperature: 0, nonce: false }`,
  },
  stop: {
    options: '{ requests: 4, warmup: 1 }',
    request: `${greeting}, { maxTokens: 60, temperature: 0, nonce: false, body: { stop: [' assistant'] } }`,
  },
  'tool call': {
    options: '{ requests: 2, warmup: 1 }',
    request: `${calling} }`,
  },
  schema: {
    options: '{ requests: 2, warmup: 1 }',
    request:
      `${question}, { maxTokens: 60, temperature: 0, nonce: false, validate: ${JSON.stringify(schema)}, body: { ` +
      `response_format: ${JSON.stringify({ type: 'json_schema', json_schema: { name: 'color', strict: true, schema } })} } }`,
  },
  whole: {
    options: '{ requests: 2, warmup: 1 }',
    request: `${question}, { maxTokens: 60, temperature: 0, nonce: false, stream: false }`,
  },
  'whole tool call': { options: '{ requests: 2, warmup: 1 }', request: `${calling}, stream: false }` },
  cached: {
    options: '{ requests: 3, warmup: 1 }',
    request: `${JSON.stringify('Name one color. '.repeat(30))}, { maxTokens: 4, temperature: 0, nonce: false }`,
  },
  clients: {
    options: `{ load: concurrent(${clients.streams}), requests: ${clients.requests}, warmup: 0 }`,
    request: `'Tell me a long story about a lighthouse.', { maxTokens: ${plainTokens}, temperature: 0 }`,
  },
}
