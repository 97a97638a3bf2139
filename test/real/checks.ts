/** Name of a check of the conformance list that is one run. */
export type CheckName = 'plain' | 'end token' | 'stop' | 'tool call' | 'schema' | 'whole' | 'cached' | 'clients'

/** A run of the list: source texts of its options, and of the request. */
export interface Check {
  readonly options: string
  readonly request: string
}

const question = JSON.stringify('Name one color.')
const tool = {
  type: 'function',
  function: {
    name: 'paint',
    description: 'Paints something in a color.',
    parameters: { type: 'object', properties: { color: { type: 'string' } }, required: ['color'] },
  },
}
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
/** Requests that are made at once by several clients, and in all. */
export const clients = { streams: 3, requests: 6 }

/** The list: what each server is asked for, whatever it is. */
export const checks: Readonly<Record<CheckName, Check>> = {
  plain: {
    options: `{ requests: ${plainRequests}, warmup: 1 }`,
    request: `'Tell me a long story about a lighthouse.', { maxTokens: ${plainTokens}, temperature: 0 }`,
  },
  'end token': {
    options: '{ requests: 3, warmup: 1 }',
    request: `${question}, { maxTokens: 60, temperature: 0, nonce: false }`,
  },
  stop: {
    options: '{ requests: 3, warmup: 1 }',
    request: `${question}, { maxTokens: 60, temperature: 0, nonce: false, body: { stop: [' color is'] } }`,
  },
  'tool call': {
    options: '{ requests: 2, warmup: 1 }',
    request:
      `'Paint the wall red.', { maxTokens: 60, temperature: 0, nonce: false, ` +
      `body: { tools: [${JSON.stringify(tool)}], tool_choice: 'required' } }`,
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
  cached: {
    options: '{ requests: 3, warmup: 1 }',
    request: `${JSON.stringify('Name one color. '.repeat(30))}, { maxTokens: 4, temperature: 0, nonce: false }`,
  },
  clients: {
    options: `{ load: concurrent(${clients.streams}), requests: ${clients.requests}, warmup: 0 }`,
    request: `'Tell me a long story about a lighthouse.', { maxTokens: ${plainTokens}, temperature: 0 }`,
  },
}
