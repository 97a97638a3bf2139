import { once } from 'node:events'
import { createServer, createConnection, type Socket } from 'node:net'
import { serialize } from 'node:v8'
import { expect, test, vi } from 'vitest'
import { SocketWire } from '../../src/channel/socket-wire.ts'

/** Two ends of a connection. */
async function connected(): Promise<{ near: Socket; far: Socket }> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const near = createConnection(typeof address === 'object' ? (address?.port ?? 0) : 0, '127.0.0.1')
  const [far] = (await once(server, 'connection')) as [Socket]
  server.close()
  return { near, far }
}

function frameBytes(value: unknown): Buffer {
  const body = serialize(value)
  const header = Buffer.alloc(4)
  header.writeUInt32LE(body.length)
  return Buffer.concat([header, body])
}

test('frames come whole, however they are cut, and whatever their length', async () => {
  const { near, far } = await connected()
  const frames: unknown[] = []
  new SocketWire(near).open(
    (frame) => frames.push(frame),
    () => {},
  )
  const sent = ['', { a: [1, 2.5] }, 'x'.repeat(20_000_000), null, new Float64Array([1, NaN])]
  const bytes = Buffer.concat(sent.map(frameBytes))
  // Every cut of the first frames, then pieces of an odd length.
  const edge = 60
  for (let at = 0; at < edge; at++) {
    far.write(bytes.subarray(at, at + 1))
    await new Promise((resolve) => setImmediate(resolve))
  }
  for (let at = edge; at < bytes.length; at += 99_991) far.write(bytes.subarray(at, at + 99_991))
  await vi.waitFor(() => expect(frames).toHaveLength(sent.length), { timeout: 10_000 })
  expect(frames).toEqual(sent)
  near.destroy()
  far.destroy()
})
