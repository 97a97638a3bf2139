import { expect, test } from 'vitest'
import { endpointRequest } from '../../src/workload/endpoint-request.ts'
import { lengths } from '../../src/workload/lengths.ts'

test('defaults are a streamed answer, and a nonce where nothing speaks against it', () => {
  expect(endpointRequest({})).toEqual({
    request: {},
    body: {},
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
    endpointRequest({
      maxTokens: 9,
      seed: 2,
      body: { tools, top_p: 0.9 },
      validate,
      nonce: false,
      stream: false,
      minTokens: 9,
    }),
  ).toEqual({
    request: { maxTokens: 9, seed: 2 },
    body: { tools, top_p: 0.9 },
    validate,
    nonce: false,
    stream: false,
    minTokens: 9,
  })
})

const loop: Record<string, unknown> = {}
loop['self'] = loop

test.for([
  [null as never, 'the options of a request are null: give an object'],
  [{ body: { stream: false } }, 'option body has the field stream: leave it out, use option stream'],
  [{ body: { messages: [] } }, 'option body has the field messages: leave it out, give the messages to chat()'],
  [{ body: { max_tokens: 3 } }, 'use option maxTokens'],
  [{ body: [] as never }, 'option body is []: give an object'],
  [{ body: { tools: [{ run: () => 1 }] } }, 'option body.tools[0].run is a function: give what JSON can hold'],
  [{ body: { at: new Date(0) } }, 'option body.at is a Date'],
  [{ body: { big: 1n } }, 'option body.big is a bigint'],
  [{ body: { gone: undefined } }, 'option body.gone is undefined'],
  [{ body: { top_p: Number.NaN } }, 'option body.top_p is NaN'],
  [{ body: { loop } }, 'option body.loop.self contains itself'],
  [{ validate: 'yes' as never }, 'option validate is "yes": give a function'],
  [{ validate: { check: () => 1 } }, 'option validate.check is a function: a JSON schema is plain JSON'],
  [{ nonce: 1 as never }, 'option nonce is 1: give true or false'],
  [{ stream: 'no' as never }, 'option stream is "no"'],
  [{ minTokens: 0 }, 'option minTokens is 0'],
  [{ minTokens: 9, maxTokens: 8 }, 'option minTokens is 9 and maxTokens can be 8'],
  [
    {
      minTokens: 9,
      maxTokens: lengths.histogram([
        [8, 1],
        [20, 1],
      ]),
    },
    'option minTokens is 9 and maxTokens can be 8',
  ],
  [{ top_p: 1 } as never, 'there is no option top_p; there are maxTokens, temperature, seed, ignoreEos, prompts, body'],
] as const)('a wrong option %# is one clear line', ([options, message]) => {
  expect(() => endpointRequest(options)).toThrow(message)
  expect(() => endpointRequest(options)).toThrow(expect.objectContaining({ code: 'invalid-workload' }))
})

test('a body value, which may be a secret, is in no message', () => {
  expect(() => endpointRequest({ body: { seed: 'sk-secret' } })).toThrow(/^(?!.*sk-secret)/)
})
