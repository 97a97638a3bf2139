import { expect, test } from 'vitest'
import { price } from '../../../src/cost/price.ts'
import { LlmBenchError } from '../../../src/errors.ts'
import { type EndpointOptions, resolveEndpoint } from '../../../src/targets/endpoint/endpoint-options.ts'

const url = 'http://127.0.0.1:8000/v1'

test('an address alone has every default', () => {
  expect(resolveEndpoint(url)).toEqual({
    url,
    model: null,
    headers: {},
    secrets: [],
    timeouts: { connectMs: 10_000, firstTokenMs: 120_000, stallMs: 60_000, totalMs: 600_000 },
    tls: null,
    hosts: 'auto',
    metrics: true,
    limitField: 'max_tokens',
    price: null,
  })
})

test.for([
  ['http://127.0.0.1:8000/v1/', url],
  ['http://127.0.0.1:8000/v1///', url],
  ['http://127.0.0.1:8000', 'http://127.0.0.1:8000'],
  ['HTTP://LOCALHOST:80/V1', 'http://localhost/V1'],
  ['https://api.example.com/a/b', 'https://api.example.com/a/b'],
])('%s is the address %s', ([given, expected]) => {
  expect(resolveEndpoint(given as string).url).toBe(expected)
})

test('a key becomes a header, and every value that is sent is a secret', () => {
  const { headers, secrets } = resolveEndpoint({ url, apiKey: 'sk-1', headers: { 'X-Tenant': 'acme', Empty: '' } })
  expect(headers).toEqual({ 'x-tenant': 'acme', empty: '', authorization: 'Bearer sk-1' })
  expect(secrets).toEqual(['sk-1', 'acme'])
})

test('a header of one name in two spellings is one', () => {
  expect(resolveEndpoint({ url, headers: { Authorization: 'Basic x' } }).headers).toEqual({ authorization: 'Basic x' })
})

test('a time-out is one of the whole request, or each by its name', () => {
  expect(resolveEndpoint({ url, timeout: 500 }).timeouts).toMatchObject({ totalMs: 500, stallMs: 60_000 })
  expect(resolveEndpoint({ url, timeout: { connect: 1, firstToken: 2, stall: 3, total: 4 } }).timeouts).toEqual({
    connectMs: 1,
    firstTokenMs: 2,
    stallMs: 3,
    totalMs: 4,
  })
})

test("only OpenAI's own address has its newer name for the limit", () => {
  expect(resolveEndpoint('https://api.openai.com/v1').limitField).toBe('max_completion_tokens')
  expect(resolveEndpoint('https://api.openai.com.example.org/v1').limitField).toBe('max_tokens')
  expect(resolveEndpoint({ url: 'https://api.openai.com/v1', limitField: 'max_tokens' }).limitField).toBe('max_tokens')
})

test('options left undefined are left out', () => {
  const given = {
    url,
    model: undefined,
    apiKey: undefined,
    timeout: undefined,
    tls: { ca: undefined, servername: 'a' },
  }
  expect(resolveEndpoint(given as unknown as EndpointOptions)).toMatchObject({ model: null, tls: { servername: 'a' } })
  expect(resolveEndpoint(given as unknown as EndpointOptions).tls).toEqual({ servername: 'a' })
})

test('a price is taken as it is', () => {
  const own = price({ inputPerMTok: 1, outputPerMTok: 2 })
  expect(resolveEndpoint({ url, price: own }).price).toBe(own)
})

const secret = 'sk-do-not-show'
test.for([
  [{}, 'endpoint({ url }): undefined is not allowed; give a text such as http://127.0.0.1:8000/v1'],
  [{ url: 'nowhere' }, 'endpoint("nowhere"): not a URL'],
  [{ url: `https://me:${secret}@exa mple.com/v1` }, 'endpoint("https://…@exa mple.com/v1"): not a URL'],
  [{ url: `me:${secret}@host/v1` }, 'endpoint("…@host/v1"): only http: and https: are spoken'],
  [{ url: `https://exa mple.com/v1?key=${secret}` }, 'endpoint("https://exa mple.com/v1?…"): not a URL'],
  [{ url: new URL(`https://me:${secret}@host/v1`) }, 'endpoint({ url }): "https://…@host/v1" is not allowed'],
  [{ url: 'ftp://host/v1' }, 'only http: and https: are spoken'],
  [{ url: `http://user:${secret}@host/v1` }, 'a user and password do not belong in a URL'],
  [{ url: `${url}?key=${secret}` }, 'leave out what follows the path'],
  [{ url, apiKey: '' }, 'endpoint({ apiKey }): what was given is not allowed; give a text that is not empty'],
  [{ url, apiKey: { secret } }, 'endpoint({ apiKey }): what was given is not allowed'],
  [{ url, headers: { 'x-key': { secret } } }, 'endpoint({ headers.x-key }): what was given is not allowed'],
  [{ url, timeout: 0 }, 'endpoint({ timeout }): 0 is not allowed; give milliseconds above 0'],
  [{ url, timeout: { stall: -1 } }, 'endpoint({ timeout'],
  [{ url, timeout: { slow: 1 } }, 'endpoint({ timeout'],
  [{ url, tls: { verify: false } }, 'endpoint({ tls.verify })'],
  [{ url, hosts: 0 }, "endpoint({ hosts }): 0 is not allowed; give a whole number from 1 to 64, or 'auto'"],
  [{ url, hosts: 65 }, 'endpoint({ hosts }): 65'],
  [{ url, limitField: 'max' }, 'endpoint({ limitField }): "max" is not allowed'],
  [{ url, price: 3 }, 'endpoint({ price }): 3 is not allowed'],
  [{ url, modle: 'a' }, 'endpoint({ modle }): there is no such option; there are url, model, apiKey'],
  [null, 'endpoint(null): give a URL or { url, … }'],
  [42, 'endpoint(42): give a URL or { url, … }'],
] as const)('wrong options %# are one line that names the option and shows no secret', ([options, message]) => {
  let thrown: unknown = null
  try {
    resolveEndpoint(options as never)
  } catch (error) {
    thrown = error
  }
  expect(thrown).toBeInstanceOf(LlmBenchError)
  expect(thrown).toMatchObject({ code: 'invalid-option', message: expect.stringContaining(message) })
  expect((thrown as Error).message).not.toContain('\n')
  expect((thrown as Error).message).not.toContain(secret)
})
