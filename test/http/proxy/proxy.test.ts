import { expect, test } from 'vitest'
import { parseAnswer } from '../../../src/http/answer/answer.ts'
import { checkEndpoint } from '../../../src/http/health.ts'
import { proxyOf, proxySecrets } from '../../../src/http/proxy/proxy.ts'
import { errorLine } from '../../models/error-line.ts'
import { ask, clientOf, usualAddress } from '../support/asking.ts'
import { type ForwardProxyOptions, forwardProxy } from '../support/forward-proxy.ts'
import { plain, shortStream } from '../support/messages.ts'
import { scriptedServer } from '../support/scripted-server.ts'
import { selfSigned } from '../support/self-signed.ts'

const named = { ...usualAddress, headers: {}, model: 'tiny', kind: 'chat' } as const
const trusting = { tls: { ca: selfSigned.cert } }

test('http goes through a proxy in absolute form, and its connection is kept', async () => {
  await using server = await scriptedServer(() => [shortStream])
  await using proxy = await forwardProxy({ to: server.port })
  using client = clientOf('http://llm.internal.test/v1', {}, { proxy: proxyOf(proxy.url, 'HTTP_PROXY') })
  expect(parseAnswer(await ask(client), 'chat')).toMatchObject({ text: 'Hi', failure: null })
  expect((await ask(client)).connect).toBeNull()
  expect(proxy.heads[0]).toMatch(
    /^POST http:\/\/llm\.internal\.test\/v1\/chat\/completions HTTP\/1\.1\r\nhost: llm\.internal\.test\r\n/,
  )
  expect(client.connectionsOpened).toBe(1)
})

test('https goes through a tunnel, of a proxy spoken to in clear text or over TLS', async () => {
  await using server = await scriptedServer(() => [shortStream], selfSigned)
  for (const tls of [undefined, selfSigned]) {
    await using proxy = await forwardProxy({ to: server.port, ...(tls === undefined ? {} : { tls }) })
    using client = clientOf(
      `https://localhost:${server.port}/v1`,
      {},
      { ...trusting, proxy: proxyOf(proxy.url, 'proxy') },
    )
    const first = await ask(client)
    expect(parseAnswer(first, 'chat')).toMatchObject({ text: 'Hi', failure: null })
    expect(first.connect?.tlsMs).toBeGreaterThan(0)
    expect((await ask(client)).connect).toBeNull()
    const many = await Promise.all(Array.from({ length: 8 }, async () => await ask(client)))
    expect(many.map((exchange) => parseAnswer(exchange, 'chat').text)).toEqual(Array.from({ length: 8 }, () => 'Hi'))
    expect(proxy.heads[0]).toBe(`CONNECT localhost:${server.port} HTTP/1.1\r\nhost: localhost:${server.port}`)
    expect(server.requests.at(-1)).toMatch(/^POST \/v1\/chat\/completions HTTP\/1\.1\r\n/)
  }
})

test('http goes through a proxy that is spoken to over TLS', async () => {
  await using server = await scriptedServer(() => [shortStream])
  await using proxy = await forwardProxy({ to: server.port, tls: selfSigned })
  using client = clientOf('http://llm.internal.test/v1', {}, { ...trusting, proxy: proxyOf(proxy.url, 'proxy') })
  expect((await ask(client)).failure).toBeNull()
})

test('user and password are sent to the proxy alone, decoded', async () => {
  const authorization = `Basic ${Buffer.from('me:p@ss word').toString('base64')}`
  for (const scheme of ['http', 'https'] as const) {
    await using server = await scriptedServer(() => [shortStream], scheme === 'https' ? selfSigned : undefined)
    await using proxy = await forwardProxy({ to: server.port, authorization })
    const given = proxyOf(`http://me:p%40ss%20word@127.0.0.1:${proxy.port}`, 'HTTP_PROXY')
    expect(given.url).toBe(proxy.url)
    using client = clientOf(`${scheme}://localhost:${server.port}/v1`, {}, { ...trusting, proxy: given })
    expect((await ask(client)).failure).toBeNull()
    expect(server.requests.join('')).not.toMatch(/proxy-auth/i)
  }
})

async function refusal(scheme: 'http' | 'https', options: Omit<ForwardProxyOptions, 'to'>, user = ''): Promise<string> {
  await using proxy = await forwardProxy({ to: 1, ...options })
  const given = proxyOf(`http://${user}127.0.0.1:${proxy.port}`, 'HTTPS_PROXY')
  using client = clientOf(`${scheme}://llm.internal.test/v1`, {}, { proxy: given, secrets: proxySecrets(given) })
  const { failure } = await ask(client)
  const line = await errorLine(async () => await checkEndpoint(client, named))
  if (failure?.class === 'proxy')
    expect(line).toContain('go without it by the option proxy: false or the variable NO_PROXY')
  return `${failure?.class} ${failure?.message}`.replaceAll(`:${proxy.port}`, '')
}

test("what a proxy refuses is said to be the proxy's", async () => {
  for (const scheme of ['http', 'https'] as const) {
    expect(await refusal(scheme, { authorization: 'Basic x' })).toBe(
      'proxy the proxy http://127.0.0.1 (HTTPS_PROXY) answered 407 Proxy Authentication Required: ' +
        'put a user and a password into its address',
    )
    expect(await refusal(scheme, { authorization: 'Basic x' }, 'me:hunter22@')).toBe(
      'proxy the proxy http://127.0.0.1 (HTTPS_PROXY) answered 407 Proxy Authentication Required: ' +
        'correct the user and the password in its address',
    )
  }
  expect(await refusal('https', { refusal: plain('', '403 Forbidden') })).toMatch(
    /^proxy .* answered 403 Forbidden: it does not allow this server or port$/,
  )
  expect(await refusal('https', { refusal: plain('', '502 Bad Gateway') })).toMatch(
    /^proxy .* answered 502 Bad Gateway: it could not reach the server$/,
  )
  expect(await refusal('http', { refusal: plain('', '503 No', 'x-squid-error: ERR_DNS_FAIL 0') })).toMatch(
    /^proxy .* answered 503 No: it could not reach the server$/,
  )
  // Nobody but the two knows whose word this is.
  expect(await refusal('http', { refusal: plain('', '502 Bad Gateway') })).toBe(
    'http-status status 502: Bad Gateway (by the server or by the proxy http://127.0.0.1)',
  )
  expect(await refusal('https', { refusal: 'SSH-2.0-OpenSSH\r\n' })).toMatch(/^proxy .* does not speak HTTP: /)
  expect(await refusal('https', { refusal: '' })).toMatch(/^proxy .* closed the connection$/)
})

test('a proxy that is dead, or not found, is said so', async () => {
  const dead = await forwardProxy({ to: 1 })
  await dead[Symbol.asyncDispose]()
  for (const scheme of ['http', 'https']) {
    using client = clientOf(`${scheme}://llm.internal.test`, {}, { proxy: proxyOf(dead.url, 'ALL_PROXY') })
    expect((await ask(client)).failure).toEqual({
      class: 'proxy',
      message: `the proxy ${dead.url} (ALL_PROXY) could not be connected to (ECONNREFUSED)`,
    })
  }
  using lost = clientOf(
    'http://llm.internal.test',
    {},
    { proxy: proxyOf('http://no-such-proxy.invalid:3128', 'proxy') },
  )
  expect((await ask(lost)).failure).toMatchObject({
    class: 'proxy',
    message: expect.stringContaining('could not be looked up'),
  })
})

test('a proxy that never answers runs into the time-out of connecting', async () => {
  await using silent = await scriptedServer(() => [])
  using client = clientOf(
    'https://llm.internal.test',
    { connectMs: 60 },
    {
      proxy: proxyOf(`http://127.0.0.1:${silent.port}`, 'HTTPS_PROXY'),
    },
  )
  expect((await ask(client)).failure).toEqual({
    class: 'connect-timeout',
    message: `no connection to llm.internal.test through the proxy http://127.0.0.1:${silent.port} (HTTPS_PROXY) within 60 ms`,
  })
})

test('an address without a scheme is one of http; others, and what is none, are refused without the password', () => {
  expect(proxyOf('proxy.corp:3128', 'HTTP_PROXY')).toEqual({
    url: 'http://proxy.corp:3128',
    authorization: null,
    from: 'HTTP_PROXY',
  })
  expect(() => proxyOf('socks5://me:hunter22@proxy:1080', 'ALL_PROXY')).toThrow(
    /^ALL_PROXY: "socks5:\/\/…@proxy:1080" is not allowed here; give the address of an HTTP proxy, such as .*proxy: false$/,
  )
  expect(() => proxyOf('http://me:hunter22@', 'HTTP_PROXY')).toThrow(/^(?!.*hunter22)HTTP_PROXY: /)
  expect(() => proxyOf('http://me:100%@proxy', 'HTTP_PROXY')).toThrow('write % as %25')
})
