import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { HttpClientOptions } from '../../src/http/socket/client.ts'
import { checkEndpoint, type EndpointCheck, type EndpointHealth } from '../../src/http/health.ts'
import { errorLine } from '../models/error-line.ts'
import { clientOf, usualAddress } from './support/asking.ts'
import { plain } from './support/messages.ts'
import { RST, type Script, scriptedServer, type Step } from './support/scripted-server.ts'
import { selfSigned } from './support/self-signed.ts'

const named: EndpointCheck = {
  headers: {},
  model: 'tiny',
  kind: 'chat',
  ...usualAddress,
}
const list = plain(
  '{"object":"list","data":[{"id":"tiny","owned_by":"llamacpp"},{"id":"small"}]}',
  '200 OK',
  'server: llama.cpp',
)

async function check(
  steps: readonly Step[] | Script,
  asked: Partial<EndpointCheck> = {},
  options: Partial<HttpClientOptions> = {},
): Promise<EndpointHealth> {
  await using server = await scriptedServer(typeof steps === 'function' ? steps : () => steps)
  using client = clientOf(server.url, { connectMs: 200 }, options)
  return await checkEndpoint(client, { ...named, ...asked })
}

/** A server that lists models and has no others. */
const strict =
  (listed: string): Script =>
  (request) =>
    request.startsWith('GET')
      ? [listed]
      : [plain('{"error":{"message":"The model `x` does not exist","code":"model_not_found"}}', '404 Not Found')]

async function line(action: () => Promise<unknown>): Promise<string> {
  return (await errorLine(action)).replaceAll(/127\.0\.0\.1:\d+/g, 'HOST')
}

test('the named model, or the only one, with what else there is', async () => {
  expect(await check([list], { model: 'small' })).toEqual({
    model: 'small',
    models: ['tiny', 'small'],
    listed: true,
    server: 'llama.cpp',
    aliases: [],
    serving: null,
  })
  expect(await check([plain('{"data":[{"id":"tiny","owned_by":"llamacpp"}]}')], { model: null })).toEqual({
    model: 'tiny',
    models: ['tiny'],
    listed: true,
    server: null,
    aliases: [],
    serving: null,
  })
  expect(await check([plain('[{"id":"tiny"}]')])).toEqual({
    model: 'tiny',
    models: ['tiny'],
    listed: true,
    server: null,
    aliases: [],
    serving: null,
  })
})

test('the headers of the load are sent', async () => {
  let seen = ''
  await check(
    (request) => {
      seen ||= request
      return [list]
    },
    { headers: { authorization: 'Bearer k' } },
  )
  expect(seen).toMatch(/^GET \/v1\/models HTTP\/1\.1[^]*authorization: Bearer k/)
})

test('a server without a list is accepted when a model is named and the path exists', async () => {
  const script: Script = (request) =>
    request.startsWith('GET')
      ? [plain('no', '404 Not Found')]
      : [plain('{"error":"model is required"}', '400 Bad Request')]
  expect(await check(script)).toEqual({
    model: 'tiny',
    models: [],
    aliases: [],
    listed: null,
    server: null,
    serving: null,
  })
  expect(await line(async () => check(script, { model: null }))).toMatchInlineSnapshot(
    `"endpoint-refused: endpoint http://HOST answered /models with status 404: no: does the path of the url lack "/v1"?"`,
  )
  expect(await line(async () => check(script, { model: null, url: 'http://127.0.0.1/v1' }))).toContain(
    'status 404: no: it may have no list of models: name the one to measure with model',
  )
})

test('of several models one is to be named', async () => {
  expect(await line(async () => check([list], { model: null }))).toMatchInlineSnapshot(
    `"endpoint-refused: http://HOST lists several models: name the one to measure with model (it has: tiny, small)"`,
  )
})

test('a named model is sent although the list lacks it, until the server refuses it', async () => {
  const asked: string[] = []
  const open: Script = (request) => {
    if (request.startsWith('POST')) asked.push(request.slice(request.indexOf('{')))
    return [request.startsWith('GET') ? plain('{"data":[{"id":"unknown"}]}') : plain('{"choices":[]}')]
  }
  expect(await check(open, { model: 'smol' })).toMatchObject({ model: 'smol', models: ['unknown'], listed: false })
  expect(await check(open, { model: 'smol', kind: 'completion' })).toMatchObject({ listed: false })
  expect(asked.map((body): unknown => JSON.parse(body))).toEqual([
    { model: 'smol', messages: [{ role: 'user', content: 'Hi' }], max_tokens: 1 },
    { model: 'smol', prompt: 'Hi', max_tokens: 1 },
  ])
  // A refusal of something else is none of the model.
  const other: Script = (request) =>
    request.startsWith('GET') ? [list] : [plain('{"error":"max_tokens is too small"}', '400 Bad Request')]
  expect(await check(other, { model: 'smol' })).toMatchObject({ model: 'smol', listed: false })
})

test.each([
  ['smol', 'smol:latest', ['smol:latest']],
  ['smol:latest', 'smol:latest', []],
  ['./models/smol', resolve('models/smol'), [resolve('models/smol')]],
])('%s is listed as %s', async (model, id, aliases) => {
  const found = await check([plain(JSON.stringify({ data: [{ id }, { id: 'other' }] }))], { model })
  expect(found).toMatchObject({ model, listed: true, aliases })
})

test('a list that is there and says nothing has words of its own', async () => {
  const none = { model: 'tiny', models: [], listed: null, server: null, aliases: [], serving: null }
  for (const body of ['', '{"object":"list","data":null}', '{"models":null}'])
    expect(await check([plain(body)])).toEqual(none)
  expect(await line(async () => check([plain('')], { model: null }))).toMatchInlineSnapshot(
    `"endpoint-refused: http://HOST answered nothing where a list of models was expected: name one with model (mlx_lm.server lists none where its cache folder is missing: set HF_HUB_CACHE to one that is there)"`,
  )
  expect(await line(async () => check([plain('{"data":null}')], { model: null }))).toMatchInlineSnapshot(
    `"endpoint-refused: http://HOST lists no model: load one on the server (ollama pull <model>), or name one with model"`,
  )
})

test.each([
  ['400 Bad Request', 'Authentication Error, Invalid proxy server token passed'],
  ['500 Internal Server Error', 'No api key passed in.'],
  ['500 Internal Server Error', 'Missing credentials in the request'],
])('a key that a gateway misses with %s is what is wrong', async (status, message) => {
  const body = JSON.stringify({ error: { message } })
  expect(await line(async () => check([plain(body, status)]))).toMatch(/: give a valid apiKey$/)
})

test.each(['uvicorn', 'BaseHTTP/0.6 Python/3.12.1', 'nginx/1.27.0', 'gunicorn', 'cloudflare'])(
  '%s is no engine',
  async (name) => {
    expect(
      await check([plain('{"data":[{"id":"tiny","owned_by":"vllm"}]}', '200 OK', `server: ${name}`)]),
    ).toMatchObject({
      server: null,
    })
  },
)

test('a gateway says its version in a header', async () => {
  const answer = plain('{"data":[{"id":"tiny"}]}', '200 OK', 'server: uvicorn\r\nx-litellm-version: 1.108.7')
  expect(await check([answer])).toMatchObject({ server: 'litellm 1.108.7' })
})

test.for([401, 403, 404, 405, 501])('a list refused with %i is not needed where a model is named', async (status) => {
  const script: Script = (request) =>
    request.startsWith('GET')
      ? [plain('{"error":{"message":"not for this key"}}', `${status} No`, 'server: gate')]
      : [plain('{"error":"model is required"}', '400 Bad Request')]
  expect(await check(script)).toEqual({
    model: 'tiny',
    models: [],
    aliases: [],
    listed: null,
    server: 'gate',
    serving: null,
  })
  expect(await line(async () => check(script, { model: null }))).toContain(`answered /models with status ${status}`)
})

test('where the list and the path to generate at are refused alike, the key is what is wrong', async () => {
  const text = await line(async () => check([plain('no', '403 Forbidden')]))
  expect(text).toMatch(
    /answered \/models with status 403: no: give an apiKey .*, or leave this check out with health: false$/,
  )
})

test('a list that is empty, or has patterns, does not say that a model is not served', async () => {
  expect(await check([plain('{"data":[]}')])).toEqual({
    model: 'tiny',
    models: [],
    aliases: [],
    listed: false,
    server: null,
    serving: null,
  })
  const pattern = plain('{"data":[{"id":"openai/*"},{"id":"small"}]}')
  expect(await check([pattern], { model: 'openai/tiny' })).toMatchObject({ model: 'openai/tiny', listed: false })
  const lacking = async (): Promise<unknown> => await check(strict(pattern), { model: 'other/tiny' })
  expect(await line(lacking)).toContain('has no model "other/tiny"')
})

test('a path in the place of the list, no check at all, and paths and a query of its own', async () => {
  const seen: string[] = []
  const script: Script = (request) => {
    seen.push(request.split(' ', 2).join(' '))
    const one = plain('{"data":[{"id":"tiny"}]}', '200 OK', 'server: gate')
    return [request.includes('/down') ? plain('no', '500 Internal Server Error') : one]
  }
  const none = { model: 'tiny', models: [], aliases: [], listed: null, server: null, serving: null }
  expect(await check(script, { health: '/up', query: 'v=1' })).toEqual({ ...none, server: 'gate' })
  expect(await check(script, { health: false })).toEqual(none)
  expect(await check(script, { health: '/up', model: null, paths: { models: 'all?x=y' }, query: 'v=1' })).toMatchObject(
    {
      model: 'tiny',
      listed: true,
    },
  )
  expect(seen).toEqual(['GET /v1/up?v=1', 'GET /v1/up?v=1', 'GET /v1/all?x=y&v=1'])
  expect(await line(async () => check(script, { health: '/down?key=k' }))).toContain('answered /down with status 500')
  expect(
    await line(async () => check([plain('no', '404 Not Found')], { paths: { models: 'all' }, model: null })),
  ).toContain("answered all with status 404: no: correct the endpoint's option paths.models")
})

test('a path that is not there', async () => {
  expect(await line(async () => check([plain('{"detail":"Not Found"}', '404 Not Found')]))).toMatchInlineSnapshot(
    `"endpoint-refused: endpoint http://HOST answered /chat/completions with status 404: Not Found: does the path of the url lack "/v1"?"`,
  )
})

test('a model that is not there', async () => {
  expect(await line(async () => check(strict(list), { model: 'tinny' }))).toMatchInlineSnapshot(
    `"endpoint-refused: http://HOST has no model "tinny"; did you mean "tiny"? (it has: tiny, small)"`,
  )
  const many = plain(JSON.stringify({ data: Array.from({ length: 30 }, (_, index) => ({ id: `m${index}\n` })) }))
  expect(await line(async () => check(strict(many)))).toContain('m19, and 10 more)')
  expect(await line(async () => check([plain('{"data":[]}')], { model: null }))).toMatchInlineSnapshot(
    `"endpoint-refused: http://HOST lists no model: load one on the server (ollama pull <model>), or name one with model"`,
  )
})

test('a key that is refused is not shown', async () => {
  const secret = 'sk-1234567890abcdef'
  const echo = plain(`{"error":{"message":"Incorrect API key ${secret}"}}`, '401 Unauthorized')
  const text = await line(async () =>
    check([echo], { headers: { authorization: `Bearer ${secret}` } }, { secrets: [secret] }),
  )
  expect(text).not.toContain('1234567890')
  expect(text).toMatchInlineSnapshot(
    `"endpoint-refused: endpoint http://HOST answered /models with status 401: Incorrect API key <secret>: give a valid apiKey"`,
  )
})

test('a server that is still loading, and one that fails', async () => {
  expect(
    await line(async () => check([plain('{"error":{"message":"Loading model"}}', '503 Service Unavailable')])),
  ).toMatchInlineSnapshot(
    `"endpoint-refused: endpoint http://HOST answered /models with status 503: Loading model: wait until the server has loaded its model, or let readyTimeout wait for it"`,
  )
  expect(await line(async () => check([plain('', '500 Internal Server Error')]))).toContain("see the server's log")
})

test('what is not OpenAI-compatible', async () => {
  expect(
    await line(async () => check([plain('<html>Welcome</html>', '200 OK', 'content-type: text/html')])),
  ).toMatchInlineSnapshot(
    `"endpoint-refused: http://HOST answered an HTML page where a list of models was expected, so it is not OpenAI-compatible at this url: does the path lack "/v1"?"`,
  )
  expect(await line(async () => check([plain('{"status":"ok"}')]))).toContain('answered "{"status":"ok"}" where a list')
  expect(await line(async () => check(['SSH-2.0\r\n']))).toMatchInlineSnapshot(
    `"endpoint-refused: endpoint http://HOST does not speak HTTP as expected (the answer is not HTTP/1.1): check the port, and whether the url should begin with https://"`,
  )
  expect(
    await line(async () => check([plain('', '302 Found', 'location: https://login.example/?a=b')])),
  ).toMatchInlineSnapshot(
    `"endpoint-refused: endpoint http://HOST answered /models with status 302: redirected to https://login.example/?a=…, another origin, to which nothing is sent; name the final address as url"`,
  )
})

test('nobody there', async () => {
  await using gone = await scriptedServer(() => [])
  await gone[Symbol.asyncDispose]()
  using refused = clientOf(gone.url)
  expect(await line(async () => checkEndpoint(refused, named))).toMatchInlineSnapshot(
    `"endpoint-unreachable: endpoint http://HOST is not there (HOST could not be connected to (ECONNREFUSED)): start the server, or correct the url"`,
  )
  using unknown = clientOf('http://no-such-host.invalid/v1')
  expect(
    (await line(async () => checkEndpoint(unknown, named))).replace(/EAI_AGAIN|ENOTFOUND/, 'CODE'),
  ).toMatchInlineSnapshot(
    `"endpoint-unreachable: endpoint http://no-such-host.invalid cannot be found (the name "no-such-host.invalid" could not be looked up (CODE)): correct the host in the url, or check the network"`,
  )
  expect(await line(async () => check([RST]))).toMatchInlineSnapshot(
    `"endpoint-unreachable: endpoint http://HOST gave no answer (the connection was lost (ECONNRESET)): check the server, and whether the url should begin with https://"`,
  )
})

test('TLS that cannot be trusted, or is not there', async () => {
  await using secure = await scriptedServer(() => [list], selfSigned)
  using wary = clientOf(secure.url)
  expect(await line(async () => checkEndpoint(wary, named))).toMatchInlineSnapshot(
    `"endpoint-unreachable: endpoint https://HOST cannot be trusted (TLS with HOST failed (DEPTH_ZERO_SELF_SIGNED_CERT): self-signed certificate): give the server's certificate, or its authority's, as tls: { ca }"`,
  )
  using trusting = clientOf(secure.url, {}, { tls: { ca: selfSigned.cert } })
  expect(await checkEndpoint(trusting, named)).toMatchObject({ model: 'tiny' })
  await using silent = await scriptedServer(() => [])
  using waiting = clientOf(silent.url.replace('http:', 'https:'), { connectMs: 100 })
  expect(await line(async () => checkEndpoint(waiting, named))).toMatchInlineSnapshot(
    `"endpoint-unreachable: endpoint https://HOST did not answer (no connection to HOST within 100 ms): check the url, the network and firewalls"`,
  )
})
