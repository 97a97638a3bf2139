import { afterEach, expect, test, vi } from 'vitest'
import { price } from '../../../src/cost/price.ts'
import { LlmBenchError } from '../../../src/errors.ts'
import { resolveEndpoint } from '../../../src/targets/endpoint/resolve-endpoint.ts'
import type { EndpointOptions } from '../../../src/targets/endpoint/endpoint-options.ts'

const url = 'http://127.0.0.1:8000/v1'

afterEach(() => {
  vi.unstubAllEnvs()
})

test('an address alone has every default', () => {
  expect(resolveEndpoint(url)).toEqual({
    url,
    model: null,
    headers: {},
    secrets: [],
    timeouts: { connectMs: 10_000, firstTokenMs: 120_000, stallMs: 60_000, totalMs: 600_000 },
    tls: null,
    proxy: null,
    hosts: 'auto',
    metrics: { url: 'http://127.0.0.1:8000/metrics', proxy: null, beside: null, isGiven: false, isElsewhere: false },
    query: '',
    shownQuery: '',
    paths: {},
    answersAs: [],
    fields: { asked: {}, known: {} },
    health: true,
    readyTimeoutMs: 0,
    contextSize: null,
    price: null,
    record: null,
    replay: null,
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

test.for([
  ['https://api.openai.com/v1', { max_tokens: 'max_completion_tokens' }],
  ['https://eu.api.openai.com/v1', { max_tokens: 'max_completion_tokens' }],
  ['https://api.openai.com.example.org/v1', {}],
  ['https://notapi.openai.com.example/v1', {}],
  ['https://api.mistral.ai/v1', { seed: 'random_seed', stream_options: false }],
  [url, {}],
] as const)('what is known of the fields at %s', ([address, known]) => {
  expect(resolveEndpoint(address).fields).toEqual({ asked: {}, known })
})

test('a model may answer as it was said to, and a deployment as any model', () => {
  expect(resolveEndpoint({ url, model: 'fast', answersAs: 'tiny' }).answersAs).toEqual(['tiny'])
  expect(resolveEndpoint({ url, model: 'fast', answersAs: ['tiny', 'small'] }).answersAs).toEqual(['tiny', 'small'])
  expect(resolveEndpoint('https://gateway.example/deployments/prod').answersAs).toEqual(['*'])
  const azure = 'https://mine.openai.azure.com/openai/v1'
  expect(resolveEndpoint({ url: azure, model: 'prod' }).answersAs).toEqual(['*'])
  expect(resolveEndpoint({ url: azure, model: 'prod', answersAs: 'gpt-4o' }).answersAs).toEqual(['gpt-4o'])
})

test('a header that names the model is no secret: the report names it, too', () => {
  const headers = { 'x-route': 'llama-3.1-8b', 'x-tenant': 'tenant-of-mine' }
  expect(resolveEndpoint({ url, model: 'llama-3.1-8b', headers }).secrets).toEqual(['tenant-of-mine'])
})

test('a deployment of Azure is named by its address, and its key has a header of its own', () => {
  const address = 'https://mine.openai.azure.com/openai/deployments/gpt%204?api-version=2024-10-21'
  expect(resolveEndpoint({ url: address, apiKey: 'k-1' })).toMatchObject({
    url: 'https://mine.openai.azure.com/openai/deployments/gpt%204',
    query: 'api-version=2024-10-21',
    shownQuery: '?api-version=2024-10-21',
    model: 'gpt 4',
    headers: { 'api-key': 'k-1' },
    secrets: ['k-1'],
  })
  expect(resolveEndpoint({ url: address, apiKey: 'k-1', apiKeyHeader: 'Authorization', model: 'm' })).toMatchObject({
    model: 'm',
    headers: { authorization: 'Bearer k-1' },
  })
})

test('a key in a header of its own is sent as it is, and is a secret', () => {
  expect(resolveEndpoint({ url, apiKey: 'k-1', apiKeyHeader: 'X-Api-Key' })).toMatchObject({
    headers: { 'x-api-key': 'k-1' },
    secrets: ['k-1'],
  })
})

test('a query is kept, of the address and of the option, and what may be a key is not shown', () => {
  const { query, shownQuery, secrets } = resolveEndpoint({
    url: `${url}?key=AIza-secret&beta=true&x=dGhpcyBpcw%3D%3D`,
    query: { 'api-version': '2024-10-21', n: 3, beta: false },
  })
  expect(query).toBe('key=AIza-secret&beta=false&x=dGhpcyBpcw%3D%3D&api-version=2024-10-21&n=3')
  expect(shownQuery).toBe('?key=…&beta=false&x=…&api-version=2024-10-21&n=3')
  expect(secrets).toEqual(['AIza-secret', 'dGhpcyBpcw=='])
  // A signature may be of the very characters that were given.
  expect(resolveEndpoint(`${url}?sig=a/b+c%2f`)).toMatchObject({ query: 'sig=a/b+c%2f', shownQuery: '?sig=…' })
})

test('the limit of an answer is understood under both of its names', () => {
  const fieldsOf = (fields: EndpointOptions['fields']): unknown =>
    resolveEndpoint({ url: 'https://api.openai.com/v1', fields }).fields.asked
  expect(fieldsOf({ max_completion_tokens: 'max_tokens' })).toEqual({ max_tokens: 'max_tokens' })
  expect(fieldsOf({ max_tokens: 'n_predict', temperature: undefined })).toEqual({ max_tokens: 'n_predict' })
  expect(fieldsOf({ frequency_penalty: false })).toEqual({ frequency_penalty: false })
})

test('paths, a health check of its own, and patience', () => {
  const resolved = resolveEndpoint({
    url,
    paths: { chat: '/generate', models: undefined },
    health: '/health',
    readyTimeout: 5,
  })
  expect(resolved).toMatchObject({ paths: { chat: '/generate' }, health: '/health', readyTimeoutMs: 5 })
  expect(resolveEndpoint({ url, health: false, model: 'm' }).health).toBe(false)
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

test('metrics are those of the origin, at an address that is given, or none', () => {
  const own = { url: 'http://127.0.0.1:8000/metrics', proxy: null, beside: null, isGiven: false, isElsewhere: false }
  const metricsOf = (options: Partial<EndpointOptions>): unknown => resolveEndpoint({ url, ...options }).metrics
  expect(metricsOf({ metrics: true })).toEqual(own)
  expect(metricsOf({ metrics: false })).toBeNull()
  // Unbidden a stranger on the internet is not asked.
  expect(metricsOf({ url: 'https://llm.test/v1' })).toBeNull()
  expect(metricsOf({ url: 'https://llm.test/v1', metrics: true })).toMatchObject({ url: 'https://llm.test/metrics' })
  expect(metricsOf({ metrics: '/stats/metrics' })).toEqual({
    ...own,
    url: 'http://127.0.0.1:8000/stats/metrics',
    isGiven: true,
  })
  const other = 'http://127.0.0.1:9090/metrics?token=hunter22'
  expect(metricsOf({ metrics: other })).toEqual({
    ...own,
    url: other,
    isGiven: true,
    isElsewhere: true,
  })
  expect(resolveEndpoint({ url, metrics: other }).secrets).toEqual(['hunter22'])
})

test('a proxy is the one that is given, or none, or that of the environment at this moment', () => {
  const away = 'https://llm.internal.test/v1'
  vi.stubEnv('https_proxy', 'http://me:hunter22@proxy.test:3128')
  vi.stubEnv('no_proxy', '')
  vi.stubEnv('NO_PROXY', '')
  expect(resolveEndpoint(away)).toMatchObject({
    proxy: { url: 'http://proxy.test:3128', from: 'https_proxy' },
    secrets: [`Basic ${Buffer.from('me:hunter22').toString('base64')}`, 'hunter22'],
  })
  expect(resolveEndpoint({ url: away, proxy: false }).proxy).toBeNull()
  expect(resolveEndpoint(url).proxy).toBeNull()
  const named = { url: 'https://other.test:8443', authorization: null, from: 'endpoint({ proxy })' }
  expect(resolveEndpoint({ url: away, proxy: 'https://other.test:8443/' }).proxy).toEqual(named)
  // Who names one means it, also on this machine.
  expect(resolveEndpoint({ url, proxy: 'other.test:1' }).proxy?.url).toBe('http://other.test:1')
  vi.stubEnv('NO_PROXY', 'internal.test')
  expect(resolveEndpoint(away).proxy).toBeNull()
  vi.stubEnv('NO_PROXY', '')
  vi.stubEnv('https_proxy', 'socks5://me:hunter22@proxy.test')
  expect(() => resolveEndpoint(away)).toThrow(
    /^https_proxy: "socks5:\/\/…@proxy\.test" is not allowed here; give the address of an HTTP proxy/,
  )
})

const secret = 'sk-do-not-show'
test.for([
  [{}, 'endpoint({ url }): undefined is not allowed here; give an address such as http://127.0.0.1:8000/v1'],
  ['', 'endpoint(url): "" is not allowed here; give an address such as'],
  ['nowhere', 'endpoint(url): "nowhere" is not allowed here; give a URL such as'],
  [{ url: 'nowhere' }, 'endpoint({ url }): "nowhere" is not allowed here; give a URL such as'],
  [{ url: `https://me:${secret}@exa mple.com/v1` }, '"https://…@exa mple.com/v1" is not allowed here; give a URL'],
  [
    { url: `me:${secret}@host/v1` },
    '"…@host/v1" is not allowed here; give an address that starts with http: or https:',
  ],
  [{ url: `https://exa mple.com/v1?key=${secret}` }, '"https://exa mple.com/v1?…" is not allowed here; give a URL'],
  [{ url: new URL(`https://me:${secret}@host/v1`) }, 'endpoint({ url }): "https://…@host/v1" is not allowed here'],
  [{ url: 'ftp://host/v1' }, '"ftp://host/v1" is not allowed here; give an address that starts with http: or https:'],
  [
    { url: `http://user:${secret}@host/v1` },
    '"http://…@host/v1" is not allowed here; give it without user and password',
  ],
  [{ url: `${url}?key=${secret}#a` }, `"${url}?…" is not allowed here; give it without #…, which is never sent`],
  [
    { url, apiKey: '' },
    'endpoint({ apiKey }): what was given is not allowed here; give a text that is not empty and has no line break, or leave it out (is the environment variable set?)',
  ],
  [{ url, apiKey: { secret } }, 'endpoint({ apiKey }): what was given is not allowed here'],
  [{ url, headers: { 'x-key': { secret } } }, 'endpoint({ headers.x-key }): what was given is not allowed here'],
  [[{ url, apiKey: secret }], `endpoint(options): [{ url: "${url}", apiKey: … }] is not allowed here`],
  [
    { url, timeout: 0 },
    'endpoint({ timeout }): 0 is not allowed here; give milliseconds above 0 or { connect, firstToken, stall, total }',
  ],
  [{ url, timeout: { stall: -1 } }, 'endpoint({ timeout.stall }): -1 is not allowed here; give milliseconds above 0'],
  [{ url, timeout: { slow: 1 } }, 'there is no option "timeout.slow"; there are connect, firstToken, stall, total'],
  [{ url, tls: { verify: false } }, 'endpoint({ tls.verify }): there is no option "tls.verify"; there are ca'],
  [
    { url, metrics: 'metrics' },
    'endpoint({ metrics }): "metrics" is not allowed here; give true, false, a path such as "/metrics", or an address',
  ],
  [
    { url, metrics: `http://me:${secret}@host/metrics` },
    'endpoint({ metrics }): "http://…@host/metrics" is not allowed here; give true, false, a path',
  ],
  [{ url, metrics: 3 }, 'endpoint({ metrics }): what was given is not allowed here; give true, false, or the address'],
  [
    { url, proxy: true },
    'endpoint({ proxy }): what was given is not allowed here; give the address of an HTTP proxy, such as http://127.0.0.1:3128, or false for none',
  ],
  [
    { url, proxy: `ftp://me:${secret}@proxy` },
    'endpoint({ proxy }): "ftp://…@proxy" is not allowed here; give the address of an HTTP proxy',
  ],
  [{ url, hosts: 0 }, 'endpoint({ hosts }): 0 is not allowed here; give a whole number from 1 to 64 or "auto"'],
  [{ url, hosts: 65 }, 'endpoint({ hosts }): 65 is not allowed here'],
  [
    { url, limitField: 'max' },
    'endpoint({ limitField }): "max" is not allowed here; give fields: { max_tokens: "max" }, which takes its place',
  ],
  [
    { url, fields: { temperature: true } },
    'endpoint({ fields.temperature }): true is not allowed here; give another name, or false',
  ],
  [{ url, fields: { temperature: '' } }, 'endpoint({ fields.temperature }): "" is not allowed here; give another name'],
  [
    { url, fields: { messages: false } },
    'endpoint({ fields.messages }): false is not allowed here; give another name: without it',
  ],
  [
    { url, fields: { max_tokens: 'seed' } },
    'endpoint({ fields.max_tokens }): "seed", under which seed is sent, is not allowed here',
  ],
  [{ url, fields: { a: 'x', b: 'x' } }, 'endpoint({ fields.b }): "x", under which a is sent, is not allowed here'],
  [
    { url, fields: 'temperature' },
    'endpoint({ fields }): "temperature" is not allowed here; give an object such as { temperature: false',
  ],
  [
    { url, paths: { chats: 'a' } },
    'there is no option "paths.chats"; did you mean "chat"? there are chat, completion, embedding, rerank, models',
  ],
  [
    { url, paths: { chat: 'http://other/x' } },
    'endpoint({ paths.chat }): "http://other/x" is not allowed here; give a path below the url',
  ],
  [{ url, paths: { chat: 'a b' } }, 'endpoint({ paths.chat }): "a b" is not allowed here'],
  [{ url, query: { key: { secret } } }, 'endpoint({ query.key }): what was given is not allowed here'],
  [
    { url, apiKey: secret, apiKeyHeader: 'api key' },
    'endpoint({ apiKeyHeader }): "api key" is not allowed here; give the name of a header, such as "api-key"',
  ],
  [{ url, health: '' }, 'endpoint({ health }): "" is not allowed here; give true, false or a path such as "/health"'],
  [{ url, health: false }, 'endpoint({ health }): false without a model is not allowed here; give model: its name'],
  [{ url, readyTimeout: -1 }, 'endpoint({ readyTimeout }): -1 is not allowed here; give milliseconds of 0 or more'],
  [{ url, price: 3 }, 'endpoint({ price }): 3 is not allowed here; give a price such as openai(model)'],
  [
    { url, modle: 'a' },
    'endpoint({ modle }): there is no option "modle"; did you mean "model"? there are url, model, apiKey',
  ],
  [null, 'endpoint(options): null is not allowed here; give an address or { url, … }'],
  [42, 'endpoint(options): 42 is not allowed here; give an address or { url, … }'],
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

test('a run is recorded or replayed, not both', () => {
  expect(resolveEndpoint({ url, replay: 'a.jsonl' })).toMatchObject({ record: null, replay: 'a.jsonl' })
  expect(() => resolveEndpoint({ url, record: 'a.jsonl', replay: 'b.jsonl' })).toThrow(
    'endpoint({ record }): "a.jsonl" beside replay is not allowed here; give one of the two',
  )
  expect(() => resolveEndpoint({ url, record: '' })).toThrow("give a path from the project's root")
})
