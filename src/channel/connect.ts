import { createConnection } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
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

/** Milliseconds between two tries to connect. */
const againMs = 50

/**
 * {@link connect} to a socket that may be made again any moment: until then nobody listens, or there is none.
 * @param patienceMs milliseconds for which it is tried
 */
export async function connectWithin<Theirs extends CallMap<Theirs>>(
  path: string,
  patienceMs: number,
): Promise<Channel<Theirs>> {
  for (let left = patienceMs; left > 0 && process.platform !== 'win32'; left -= againMs) {
    try {
      return await connect<Theirs>(path)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'ENOENT' && code !== 'ECONNREFUSED') throw error
      await pause(againMs)
    }
  }
  return await connect<Theirs>(path)
}

/**
 * {@link connect} to a socket that somebody may have removed.
 * @param restore has it made again
 */
export async function connectRestored<Theirs extends CallMap<Theirs>>(
  path: string,
  restore: () => Promise<unknown>,
): Promise<Channel<Theirs>> {
  try {
    return await connect<Theirs>(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    await restore()
    return await connect<Theirs>(path)
  }
}
