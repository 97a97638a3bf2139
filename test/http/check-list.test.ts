import { createServer, type RequestListener } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { checkList, type ListedEndpoint } from '../../src/http/check-list.ts'
import { HttpClient } from '../../src/http/socket/client.ts'

const list = JSON.stringify({ data: [{ id: 'one' }, { id: 'two\u001B[31m' }] })

async function look(path: string, answer: RequestListener, patienceMs = 5000): Promise<ListedEndpoint> {
  const server = createServer(answer)
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', resolve)
  await promise
  const { port } = server.address() as { port: number }
  const timeouts = { connectMs: 2000, firstTokenMs: 5000, stallMs: 5000, totalMs: 5000 }
  const client = new HttpClient({ url: `http://127.0.0.1:${port}`, timeouts, secrets: ['sk-secret'] })
  onTestFinished(() => {
    client.close()
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${port}${path}`
  return await checkList(client, { url, query: '', paths: {}, headers: {} }, patienceMs)
}

test('an endpoint that lists its models is reachable, with their names as they may be printed', async () => {
  const found = await look('/v1', (_, response) => response.setHeader('server', 'llama.cpp').end(list))
  expect(found).toMatchObject({ reachable: true, models: ['one', 'two'], suggestedUrl: null, reason: null })
  expect(found.server).toContain('llama.cpp')
})

test('one whose list is below /v1 is told so', async () => {
  const found = await look('', ({ url }, response) => {
    response.statusCode = url === '/v1/models' ? 200 : 404
    response.end(url === '/v1/models' ? list : 'not here')
  })
  expect(found).toMatchObject({ reachable: true, models: ['one', 'two'] })
  expect(found.suggestedUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/u)
})

test('one that refuses, or serves something else, is reachable and has no list, for a reason', async () => {
  const refused = await look('/v1', (_, response) => response.writeHead(401).end('{"error":{"message":"sk-secret?"}}'))
  expect(refused).toMatchObject({ reachable: true, models: [] })
  expect(refused.reason).toMatch(/401.*: give a valid apiKey$/u)
  expect(refused.reason).not.toContain('sk-secret')
  const page = await look('', (_, response) => response.end('<html>'))
  expect(page).toMatchObject({ reachable: true, models: [], reason: expect.stringContaining('/v1') })
})

test('one that accepts and says nothing is not reachable, and not waited for', async () => {
  const found = await look('/v1', () => {}, 200)
  expect(found).toMatchObject({ reachable: false, models: [] })
  expect(found.reason).toContain('in time')
})
