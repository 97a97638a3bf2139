import { expect, test } from 'vitest'
import { optionsOf } from '../../../src/option-check/call.ts'
import { routingOf } from '../../../src/targets/router/router-options.ts'

const call = optionsOf('router')

test('the options of a router are told apart from those of its endpoint', () => {
  expect(routingOf({ url: 'http://127.0.0.1:1/v1', apiKey: 'k', models: ['a'], loadTimeout: 5000 }, call)).toEqual({
    loadTimeoutMs: 5000,
    prices: {},
    models: ['a'],
    endpoint: { url: 'http://127.0.0.1:1/v1', apiKey: 'k' },
  })
  expect(routingOf({ url: 'x' }, call).loadTimeoutMs).toBe(600_000)
})

test.for([
  [{ model: 'a' }, 'router({ model }): "a" is not allowed here; give it later: router(url).model(name)'],
  [
    { replay: 'a.jsonl' },
    'router({ replay }): "a.jsonl" is not allowed here; give it to endpoint(url): a recording is of one model',
  ],
  [{ loadTimeout: 0 }, 'router({ loadTimeout }): 0 is not allowed here; give milliseconds above 0'],
  [{ models: 'a' }, 'router({ models }): "a" is not allowed here; give a list of names'],
  [{ prices: { a: 3 } }, 'router({ prices'],
  ['sk-secret', 'router(options): a text is not allowed here; give options such as { apiKey }'],
] as const)('%j is refused', ([options, message]) => {
  expect(() => routingOf(options, call)).toThrow(message)
  expect(() => routingOf(options, call)).not.toThrow('sk-secret')
})
