import { type AddressInfo, createServer } from 'node:net'
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import { workerData } from 'node:worker_threads'

/** Text to write, `early` before the answer is waited for, or how the connection is ended. */
export type UnreadStep =
  | { readonly early: string }
  | { readonly text: string | Buffer }
  | { readonly end: 'FIN' | 'RST' }

/** Work of the thread, and the numbers of requests that came, that it may answer, and that it has answered. */
export interface ServerThread {
  readonly steps: readonly UnreadStep[]
  /** The port it listens on; 0 until it does. */
  readonly port: Int32Array
  readonly asked: Int32Array
  readonly released: Int32Array
  readonly answered: Int32Array
}

const { steps, port, asked, released, answered } = workerData as ServerThread

const server = createServer((socket) => {
  let received = ''
  socket.setNoDelay(true)
  socket.on('error', () => {})
  socket.on('data', async (data) => {
    received += data.toString('latin1')
    const head = received.indexOf('\r\n\r\n')
    const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0)
    if (head < 0 || received.length < head + 4 + length) return
    received = ''
    for (const step of steps) if ('early' in step) socket.write(step.early)
    const place = Atomics.add(asked, 0, 1)
    while (Atomics.load(released, 0) <= place) await sleep(1)
    for (const step of steps) {
      if ('text' in step) socket.write(step.text)
      else if ('end' in step && step.end === 'FIN') socket.end()
      else if ('end' in step) socket.resetAndDestroy()
    }
    // By then the system has what was written, and the end.
    await turn()
    Atomics.add(answered, 0, 1)
    Atomics.notify(answered, 0)
  })
})
server.listen(0, '127.0.0.1', () => Atomics.store(port, 0, (server.address() as AddressInfo).port))
