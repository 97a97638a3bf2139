import { expect, test } from 'vitest'
import { parseAnswer } from '../../../src/http/answer/answer.ts'
import { checkEndpoint } from '../../../src/http/health.ts'
import { ask, clientOf, usualAddress } from '../support/asking.ts'
import { plain, shortStream } from '../support/messages.ts'
import { type Script, scriptedServer } from '../support/scripted-server.ts'

const lineOf = (request: string): string => request.split(' HTTP/1.1', 1)[0] ?? ''

function redirect(status: number, location: string): string {
  return plain('', `${status} Redirect`, `location: ${location}`)
}

/** Redirects every path to the same with a slash behind it, as FastAPI does. */
const toSlash =
  (status: number, pauseMs = 0): Script =>
  (request) => {
    const path = lineOf(request).split(' ')[1] ?? ''
    return path.endsWith('/') ? [shortStream] : [pauseMs, redirect(status, `${path}/`)]
  }

test('a POST follows 307 and 308 within its origin, once: what comes after goes straight', async () => {
  for (const status of [307, 308]) {
    await using server = await scriptedServer(toSlash(status, 40))
    using client = clientOf(server.url)
    const first = await ask(client)
    const second = await ask(client)
    expect(server.requests.map(lineOf)).toEqual([
      'POST /v1/chat/completions',
      'POST /v1/chat/completions/',
      'POST /v1/chat/completions/',
    ])
    expect(server.requests[1]).toMatch(/\{"stream":true\}$/)
    expect(client.connectionsOpened).toBe(1)
    // What the redirect took is in the times of the request that paid for it.
    expect(first).toMatchObject({ failure: null, redirects: 1, redirectedTo: '/v1/chat/completions/' })
    expect(parseAnswer(first, 'chat').first).toBeGreaterThan(first.sent + 38)
    expect(second).toMatchObject({ failure: null, redirects: 0, redirectedTo: '/v1/chat/completions/' })
  }
})

test('a GET follows every redirect within its origin, in words of any form', async () => {
  const list = plain('{"data":[{"id":"tiny"}]}')
  for (const status of [301, 302, 303, 307, 308]) {
    await using server = await scriptedServer((request) =>
      lineOf(request) === 'GET /v1/models' ? [redirect(status, `http://127.0.0.1:${server.port}/v2/m?a=b#c`)] : [list],
    )
    using client = clientOf(server.url)
    expect(
      (
        await checkEndpoint(client, {
          ...usualAddress,
          headers: { authorization: 'Bearer k' },
          model: null,
          kind: 'chat',
        })
      ).model,
    ).toBe('tiny')
    expect(server.requests[1]).toMatch(/^GET \/v2\/m\?a=b HTTP\/1\.1\r\n[^]*authorization: Bearer k/)
  }
})

test('a POST that a redirect would make a GET is an error with the way out', async () => {
  for (const status of [301, 302, 303]) {
    await using server = await scriptedServer(toSlash(status))
    using client = clientOf(server.url)
    const { failure } = await ask(client)
    expect(failure).toEqual({
      class: 'http-status',
      message:
        `status ${status}: redirected to http://127.0.0.1:${server.port}/v1/chat/completions/; ` +
        `a POST that follows a ${status} becomes a GET: name the final path with the option paths`,
    })
    expect(server.requests).toHaveLength(1)
  }
})

test('another origin is sent nothing: its path is shown, its query only by names, its user not at all', async () => {
  await using other = await scriptedServer(() => [shortStream])
  const elsewhere = [
    `http://127.0.0.1:${other.port}/v1/chat/completions/?token=hunter22&x`,
    `http://me:hunter22@localhost:${other.port}/v1/chat/completions/?token=hunter22&x`,
    `//localhost:${other.port}/v1/chat/completions/?token=hunter22&x#hunter22`,
  ]
  for (const location of elsewhere) {
    await using server = await scriptedServer(() => [redirect(307, location)])
    using client = clientOf(server.url)
    const { failure } = await ask(client)
    expect(failure?.message).toMatch(
      /^status 307: redirected to http:\/\/(127\.0\.0\.1|localhost):\d+\/v1\/chat\/completions\/\?token=…&x=…, another origin, to which nothing is sent; name the final address as url$/,
    )
  }
  await using server = await scriptedServer(() => [redirect(308, `https://127.0.0.1:${server.port}/v1/`)])
  using client = clientOf(server.url)
  expect((await ask(client)).failure?.message).toContain(
    `redirected to https://127.0.0.1:${server.port}/v1/, another origin`,
  )
  expect(other.requests).toEqual([])
})

test('a loop ends, and says where', async () => {
  await using server = await scriptedServer((_, total) => [redirect(307, `/v1/turn/${total}`)])
  using client = clientOf(server.url)
  const { failure, redirects } = await ask(client)
  expect(redirects).toBe(5)
  expect(failure?.message).toBe(
    `status 307: redirected to http://127.0.0.1:${server.port}/v1/turn/6, the last of 6 redirects; name the final path with the option paths`,
  )
  await using self = await scriptedServer(() => [redirect(308, '/v1/chat/completions')])
  using again = clientOf(self.url)
  expect((await ask(again)).failure?.message).toMatch(/where it was sent already; name/)
  expect(self.requests).toHaveLength(1)
})

test('a redirect without an address, or with none that can be read, is a refusal', async () => {
  for (const [answer, message] of [
    [plain('', '307 Temporary Redirect'), 'status 307: Temporary Redirect'],
    [redirect(307, 'http://[broken'), 'status 307: redirected to an address that cannot be read'],
  ] as const) {
    await using server = await scriptedServer(() => [answer])
    using client = clientOf(server.url)
    expect((await ask(client)).failure?.message).toBe(message)
  }
})

test('a place that is gone is asked for no more, and one with a query of its own is not kept', async () => {
  let gone = false
  await using server = await scriptedServer((request) => {
    if (!lineOf(request).endsWith('/')) return [redirect(307, '/v1/chat/completions/')]
    return [gone ? plain('', '404 Not Found') : shortStream]
  })
  using client = clientOf(server.url)
  await ask(client)
  gone = true
  expect((await ask(client)).status).toBe(404)
  gone = false
  expect(await ask(client)).toMatchObject({ failure: null, redirects: 1 })

  await using signing = await scriptedServer((request, total) =>
    lineOf(request).includes('?') ? [shortStream] : [redirect(307, `/v1/chat/completions?once=${total}`)],
  )
  using signed = clientOf(signing.url)
  for (let i = 0; i < 2; i++)
    expect(await ask(signed)).toMatchObject({
      failure: null,
      redirects: 1,
      redirectedTo: '/v1/chat/completions?once=…',
    })
})

test('the total time-out, and an abort, hold over all sendings together', async () => {
  await using server = await scriptedServer((_, total) => [70, redirect(307, `/v1/turn/${total}`)])
  using client = clientOf(server.url, { totalMs: 100 })
  expect((await ask(client)).failure?.class).toBe('total-timeout')
  using aborted = clientOf(server.url)
  expect((await ask(aborted, AbortSignal.timeout(100))).failure?.class).toBe('aborted')
})
