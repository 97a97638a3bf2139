import { createSecureServer, createServer, type Http2Server } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { checkEndpoint } from '../../../src/http/health.ts'
import { foreignProtocol } from '../../../src/http/response/foreign-protocol.ts'
import { errorLine } from '../../models/error-line.ts'
import { ask, clientOf, played, usualAddress } from '../support/asking.ts'
import { plain } from '../support/messages.ts'
import { selfSigned } from '../support/self-signed.ts'

const named = { ...usualAddress, headers: {}, model: 'tiny', kind: 'chat' } as const

async function listening(server: Http2Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return (server.address() as AddressInfo).port
}

test('a server that speaks HTTP/2 only, in clear text, is said so', async () => {
  await using server = createServer()
  using client = clientOf(`http://127.0.0.1:${await listening(server)}/v1`)
  expect((await ask(client)).failure).toEqual({
    class: 'malformed',
    message: 'the server answers in HTTP/2 only, not HTTP/1.1',
  })
  expect(await errorLine(async () => await checkEndpoint(client, named))).toMatch(
    /does not speak HTTP as expected \(the server answers in HTTP\/2 only, not HTTP\/1\.1\): switch HTTP\/1\.1 on at the server/,
  )
})

test('a server that agrees on HTTP/2 only over TLS is said so', async () => {
  await using server = createSecureServer({ ...selfSigned, allowHTTP1: false })
  server.on('unknownProtocol', (socket) => socket.destroy())
  using client = clientOf(`https://127.0.0.1:${await listening(server)}/v1`, {}, { tls: { ca: selfSigned.cert } })
  const { failure } = await ask(client)
  expect(failure?.class).toBe('tls')
  expect(failure?.message).toMatch(/NO_APPLICATION_PROTOCOL\): the server speaks HTTP\/2 only, not HTTP\/1\.1$/)
  expect(await errorLine(async () => await checkEndpoint(client, named))).toMatch(
    /: switch HTTP\/1\.1 on at the server/,
  )
})

test('a status that asks for another protocol leads there', async () => {
  for (const status of ['426 Upgrade Required', '505 HTTP Version Not Supported']) {
    const { exchange } = await played([plain('', status, 'upgrade: h2c')])
    expect(exchange.failure?.message).toBe(`status ${status}`.replace(/(\d) /, '$1: '))
  }
})

test('the first bytes decide, and too few of them decide nothing yet', () => {
  for (const text of ['', 'H', 'HTTP', 'HTTP/', 'HTTP/1', '\0', '\0\0\0']) expect(foreignProtocol(text)).toBeNull()
  expect(foreignProtocol('SSH-2.0')).toBe('the answer is not HTTP/1.1')
  expect(foreignProtocol('\0\0\0\0\0')).toBe('the answer is not HTTP/1.1')
})
