import { expect, test } from 'vitest'
import { endpointRequest } from '../../src/workload/endpoint-request.ts'
import { type ModelChatOptions, modelRequest } from '../../src/workload/model-request.ts'
import { requestCalls } from '../../src/workload/request-calls.ts'

const chat = (options: ModelChatOptions): ReturnType<typeof modelRequest> =>
  modelRequest('chat', options, requestCalls.chat)
const tools = [{ type: 'function', function: { name: 'add' } }]
const schema = { type: 'object' }

test('without options there are no rules', () => {
  expect(chat({ maxTokens: 5 })).toEqual({
    request: { maxTokens: 5 },
    depth: 0,
    rules: {},
    shown: null,
    validate: null,
  })
})

test('options of answers are rules of a local model', () => {
  const { request, rules, shown } = chat({
    temperature: 1,
    stop: 'x',
    topP: 0.9,
    topK: 40,
    minP: 0.05,
    logitBias: { 7: 1, ' Paris': false },
    jsonSchema: schema,
    thinking: 'low',
  })
  expect(request).toEqual({ temperature: 1 })
  expect(rules).toEqual({
    stop: ['x'],
    topP: 0.9,
    topK: 40,
    minP: 0.05,
    logitBias: [
      [7, 1],
      [' Paris', null],
    ],
    form: { kind: 'json', schema },
    thinking: 'low',
  })
  expect(JSON.parse(shown ?? '')).toMatchObject({ stop: 'x', top_k: 40, thinking: 'low' })
  expect(chat({ tools, toolChoice: 'required' }).rules).toEqual({ tools, toolChoice: 'required' })
  expect(chat({ grammar: 'root ::= "a"' }).rules).toEqual({ form: { kind: 'gbnf', grammar: 'root ::= "a"' } })
})

test("fields of OpenAI's API and llama-server's are the same rules", () => {
  const body = {
    stop: ['x', 'y'],
    top_p: 0.9,
    top_k: 0,
    min_p: 0,
    logit_bias: [
      [7, -1.5],
      ['a', false],
    ],
    response_format: { type: 'json_schema', json_schema: { name: 'n', schema } },
    tools,
    tool_choice: 'auto',
    chat_template_kwargs: { enable_thinking: false },
  }
  expect(chat({ body }).rules).toEqual({
    stop: ['x', 'y'],
    topP: 0.9,
    topK: 0,
    minP: 0,
    logitBias: [
      [7, -1.5],
      ['a', null],
    ],
    form: { kind: 'json', schema },
    tools,
    toolChoice: 'auto',
    template: { enable_thinking: false },
  })
  expect(chat({ body: { response_format: { type: 'json_object' } } }).rules.form).toEqual({
    kind: 'json',
    schema: null,
  })
  expect(chat({ body: { response_format: { type: 'text' } } }).rules).toEqual({})
  expect(chat({ body: { json_schema: schema } }).rules.form).toEqual({ kind: 'json', schema })
  const named = { type: 'function', function: { name: 'add' } }
  expect(chat({ body: { tools, tool_choice: named } }).rules.toolChoice).toEqual({ name: 'add' })
})

test('an endpoint is sent the same options as fields', () => {
  const options: ModelChatOptions = {
    stop: 'x',
    topP: 0.5,
    topK: 3,
    minP: 0.1,
    jsonSchema: schema,
    tools,
    thinking: true,
  }
  const { body, rules } = endpointRequest(options, requestCalls.chat, 'chat')
  expect(body).toEqual({
    stop: 'x',
    top_p: 0.5,
    top_k: 3,
    min_p: 0.1,
    response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } },
    tools,
    chat_template_kwargs: { enable_thinking: true, thinking: true },
  })
  expect(JSON.parse(rules ?? '')).toEqual(body)
  // A value in the body may be a key.
  expect(endpointRequest({ body: { top_p: 1 } }, requestCalls.chat, 'chat').rules).toBeNull()
})

test.for([
  [{ stop: '' }, '{ stop }): "" is not allowed here; give a text, or a list of texts'],
  [{ topP: 0 }, '{ topP }): 0 is not allowed here; give a number above 0, and at most 1'],
  [{ topK: -1 }, '{ topK }): -1 is not allowed here'],
  [{ minP: 2 }, '{ minP }): 2 is not allowed here; give a number from 0 to 1'],
  [{ logitBias: { 1: 500 } }, '{ logitBias })'],
  [
    { tools: [{ name: 'add' }] },
    '{ tools }): [{ name: "add" }] is not allowed here; give a list of { type: \'function\'',
  ],
  [
    { toolChoice: 'required' },
    '{ toolChoice }): a choice without tools is not allowed here; give option tools with it',
  ],
  [
    { tools, toolChoice: { type: 'function', function: { name: 'sub' } } },
    '{ toolChoice }): "sub" is not allowed here; give the name of one of the tools',
  ],
  [
    { jsonSchema: schema, grammar: 'root ::= "a"' },
    '{ jsonSchema }): a form of the answer beside another one is not allowed here; give one JSON schema or grammar',
  ],
  [{ tools, toolChoice: 'required', jsonSchema: schema }, '{ toolChoice }): a call that must be made beside a form'],
  [{ ignoreEos: true, jsonSchema: schema }, '{ ignoreEos }): true with a form of the answer'],
  [
    { topP: 0.5, body: { top_p: 0.5 } },
    '{ body.top_p }): this field is not allowed here; give it or option topP, not both',
  ],
  [{ body: { frequency_penalty: 1 } }, 'one that a local model knows: stop, top_p, top_k, min_p'],
  [{ body: { seed: 1 } }, '{ body.seed }): this field is not allowed here; give option seed'],
  [{ body: { top_p: 'secret' } }, '{ body.top_p }): this value is not allowed here; give a number above 0'],
  [{ nonce: true }, 'there is no option "nonce"'],
  [{ validate: 5 }, '{ validate }): 5 is not allowed here'],
] as const)('what cannot be meant is one clear line: %o', ([options, message]) => {
  expect(() => chat(options as never)).toThrow(
    expect.objectContaining({ code: 'invalid-workload', message: expect.stringContaining(message) as string }),
  )
})

test('tools and thinking are of chats, special tokens in the text of completions', () => {
  const complete = (options: object): ReturnType<typeof modelRequest> =>
    modelRequest('completion', options, requestCalls.completion)
  expect(() => complete({ tools })).toThrow('complete(prompt, { tools }): there is no option "tools"')
  expect(() => complete({ body: { tools } })).toThrow('tools are for chat()')
  expect(() => chat({ parseSpecial: false } as never)).toThrow('there is no option "parseSpecial"')
  expect(complete({ parseSpecial: false })).toMatchObject({ rules: { parseSpecial: false } })
})

test('a depth is no rule of the answers, and no option of the request', () => {
  expect(chat({ depth: 4096 })).toEqual({ request: {}, depth: 4096, rules: {}, shown: null, validate: null })
  expect(() => chat({ depth: -1 })).toThrow(/chat\(messages, \{ depth \}\): -1 is not allowed here/)
})
