import { createConnection } from 'node:net'
import { Channel } from './channel.ts'

/** Connects to a Unix socket or named pipe. Rejects with Node's own error when nobody listens. */
export async function connect(path: string): Promise<Channel> {
  return await new Promise((resolve, reject) => {
    const socket = createConnection(path)
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      resolve(new Channel(socket))
    })
  })
}
