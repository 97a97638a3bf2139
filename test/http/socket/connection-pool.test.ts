import { createServer, type AddressInfo, type Socket } from 'node:net'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { ConnectionPool } from '../../../src/http/socket/connection-pool.ts'
import { sharedLookup } from '../../../src/http/socket/name-lookup.ts'
import { ask, clientOf } from '../support/asking.ts'
import { shortStream } from '../support/messages.ts'
import { scriptedServer } from '../support/scripted-server.ts'

function poolOf(url: string): ConnectionPool & Disposable {
  const origin = { url: new URL(url), tls: undefined, proxy: null, lookup: sharedLookup() }
  const pool = new ConnectionPool(origin, 5000, (text) => text)
  return Object.assign(pool, { [Symbol.dispose]: () => pool.close() })
}

test('connections the server closes while they are idle are dropped at once', async () => {
  await using server = await scriptedServer(() => [])
  using pool = poolOf(server.url)
  await pool.open(5)
  await vi.waitUntil(() => server.connections() === 5)
  server.hangUp()
  await sleep(50)
  expect(pool.take()).toBeNull()
  await pool.open(2)
  expect(pool.opened).toBe(7)
  expect(pool.take()).not.toBeNull()
})

test('the connection kept last is taken first', async () => {
  await using server = await scriptedServer(() => [])
  using pool = poolOf(server.url)
  await pool.open(2)
  const [one, other] = [pool.take(), pool.take()]
  if (one === null || other === null) throw new Error('two were opened')
  pool.keep(other)
  pool.keep(one)
  expect(pool.take()).toBe(one)
  one.destroy()
})

test('a server that keeps two connections is not flooded, and is asked all the same', async () => {
  const kept = new Set<Socket>()
  let opened = 0
  let closed = 0
  await using server = createServer((socket) => {
    opened++
    socket.on('error', () => {})
    socket.on('close', () => {
      closed++
      kept.delete(socket)
    })
    if (kept.size >= 2) {
      // Reads on, so that it closes once the client has seen the end and answered it.
      socket.resume().end()
      return
    }
    kept.add(socket)
    socket.on('data', () => socket.write(shortStream))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  using client = clientOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`)
  await client.open(200)
  expect(client.connectionsOpened).toBeGreaterThanOrEqual(200)
  await vi.waitUntil(() => opened === client.connectionsOpened && closed === opened - kept.size, 20_000)
  expect(opened).toBeLessThanOrEqual(400)
  const exchanges = await Promise.all([ask(client), ask(client)])
  expect(exchanges.map(({ failure }) => failure)).toEqual([null, null])
  expect(kept.size).toBe(2)
  client.close()
})

test('a server that closes after an answer without a word is dialled afresh after the first', async () => {
  await using server = createServer((socket) => {
    socket.on('error', () => {})
    // The end comes a moment later, as of a server that cleans up first.
    socket.on('data', () => socket.write(shortStream, () => setTimeout(() => socket.end(), 2)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  using client = clientOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`)
  await client.open(1)
  const exchanges = []
  for (let request = 0; request < 20; request++) exchanges.push(await ask(client))
  expect(exchanges.map(({ failure }) => failure)).toEqual(Array.from({ length: 20 }, () => null))
  expect(exchanges.filter(({ retried }) => retried).length).toBeLessThanOrEqual(1)
  client.close()
})

test('a server that closes what is idle for long is not', async () => {
  const open = new Set<Socket>()
  await using server = createServer((socket) => {
    open.add(socket)
    socket.on('error', () => {})
    socket.on('data', () => socket.write(shortStream))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  using client = clientOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`)
  await ask(client)
  await sleep(400)
  for (const socket of open) socket.end()
  await sleep(50)
  for (let request = 0; request < 5; request++) await ask(client)
  expect(client.connectionsOpened).toBe(2)
  client.close()
})
