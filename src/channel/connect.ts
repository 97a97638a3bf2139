import { createConnection } from 'node:net'
import type { CallMap } from './calls.ts'
import { Channel } from './channel.ts'
import { SocketWire } from './socket-wire.ts'

/** Connects to a Unix socket or named pipe. Rejects with Node's own error when nobody listens. */
export async function connect<Theirs extends CallMap<Theirs>>(path: string): Promise<Channel<Theirs>> {
  return await new Promise((resolve, reject) => {
    const socket = createConnection(path)
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      resolve(new Channel<Theirs>(new SocketWire(socket), {}))
    })
  })
}
