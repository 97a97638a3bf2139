import { expect, test } from 'vitest'
import { endpointRequest } from '../../src/workload/endpoint-request.ts'
import { lengths } from '../../src/workload/lengths.ts'
import { requestCalls } from '../../src/workload/request-calls.ts'

const call = requestCalls.chat

test('defaults are a streamed answer, and a nonce where nothing speaks against it', () => {
  expect(endpointRequest({}, call, 'chat')).toEqual({
    request: {},
    body: {},
    rules: null,
    validate: null,
    nonce: null,
    stream: true,
    minTokens: null,
  })
})

test('what is about the prompt is kept apart from what is about the endpoint', () => {
  const validate = (): true => true
  const tools = [{ type: 'function', function: { name: 'weather' } }]
  expect(
    endpointRequest(
      {
        maxTokens: 9,
        seed: 2,
        body: { tools, top_p: 0.9 },
        validate,
        nonce: false,
        stream: false,
        minTokens: 9,
      },
      call,
      'chat',
    ),
  ).toEqual({
    request: { maxTokens: 9, seed: 2 },
    body: { tools, top_p: 0.9 },
    rules: null,
    validate,
    nonce: false,
    stream: false,
    minTokens: 9,
  })
})

const loop: Record<string, unknown> = {}
loop['self'] = loop

test.for([
  [null as never, 'chat(messages, options): null is not allowed here; give { maxTokens, temperature'],
  [{ body: { stream: false } }, 'chat(messages, { body.stream }): this field is not allowed here; give option stream'],
  [{ body: { messages: [] } }, '{ body.messages }): this field is not allowed here; give the messages to chat()'],
  [{ body: { max_tokens: 3 } }, 'give option maxTokens'],
  [
    { body: [] as never },
    'chat(messages, { body }): what was given is not allowed here; give an object of further fields of the request',
  ],
  [
    { body: { tools: [{ run: () => 1 }] } },
    'chat(messages, { body.tools[0].run }): a function is not allowed here; give what JSON can hold',
  ],
  [{ body: { at: new Date(0) } }, '{ body.at }): a Date is not allowed here'],
  [{ body: { big: 1n } }, '{ body.big }): a bigint is not allowed here'],
  [{ body: { gone: undefined } }, '{ body.gone }): undefined is not allowed here'],
  [{ body: { top_p: Number.NaN } }, '{ body.top_p }): NaN is not allowed here'],
  [{ body: { loop } }, '{ body.loop.self }): what contains itself is not allowed here'],
  [
    { validate: 'yes' as never },
    '{ validate }): "yes" is not allowed here; give a function (response) => true or a reason, or a JSON schema',
  ],
  [
    { validate: { check: () => 1 } },
    '{ validate.check }): a function is not allowed here; give a JSON schema, which is plain JSON',
  ],
  [{ nonce: 1 as never }, '{ nonce }): 1 is not allowed here; give true or false'],
  [{ stream: 'no' as never }, '{ stream }): "no" is not allowed here; give true or false'],
  [{ ignoreEos: 'yes' as never }, '{ ignoreEos }): "yes" is not allowed here; give true or false'],
  [{ minTokens: 0 }, '{ minTokens }): 0 is not allowed here; give a whole number of at least 1'],
  [{ minTokens: 9, maxTokens: 8 }, '{ minTokens }): 9 where maxTokens can be 8 is not allowed here; give at most 8'],
  [
    {
      minTokens: 9,
      maxTokens: lengths.histogram([
        [8, 1],
        [20, 1],
      ]),
    },
    '{ minTokens }): 9 where maxTokens can be 8 is not allowed here; give at most 8',
  ],
  [
    { top_p: 1 } as never,
    'there is no option "top_p"; did you mean "topP"? there are maxTokens, temperature, seed, ignoreEos, prompts, stop',
  ],
] as const)('a wrong option %# is one clear line', ([options, message]) => {
  expect(() => endpointRequest(options, call, 'chat')).toThrow(message)
  expect(() => endpointRequest(options, call, 'chat')).toThrow(expect.objectContaining({ code: 'invalid-workload' }))
})

test('a body value, which may be a secret, is in no message', () => {
  expect(() => endpointRequest({ body: { seed: 'sk-secret' } }, call, 'chat')).toThrow(/^(?!.*sk-secret)/)
})
