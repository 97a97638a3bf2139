import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { now } from '../../../src/clock.ts'
import type { ServerThread, UnreadStep } from './unread-server-thread.ts'

/** A server of a thread of its own, which answers while the event loop of this one stands still. */
export interface UnreadServer extends AsyncDisposable {
  readonly url: string
  /** Resolves once it has had so many requests; it answers none before it is waited for. */
  asked(requests: number): Promise<void>
  /**
   * Keeps the event loop from turning until the server has answered so many more requests, and so many milliseconds
   * have passed: what it has sent lies in the sockets, and the timers come before the next reads.
   */
  blockUntilAnswered(requests: number, atLeastMs: number): Promise<void>
}

/** Starts a server on 127.0.0.1 that plays these steps to every request. */
export async function unreadServer(...steps: readonly UnreadStep[]): Promise<UnreadServer> {
  const counts = { port: counter(), asked: counter(), released: counter(), answered: counter() }
  const given: ServerThread = { steps, ...counts }
  const worker = new Worker(new URL('./unread-server-thread.ts', import.meta.url), { workerData: given })
  while (Atomics.load(counts.port, 0) === 0) await sleep(1)
  return {
    url: `http://127.0.0.1:${Atomics.load(counts.port, 0)}/v1`,
    asked: async (requests) => {
      while (Atomics.load(counts.asked, 0) < requests) await sleep(1)
    },
    blockUntilAnswered: async (requests, atLeastMs) => {
      await turn()
      const until = now() + atLeastMs
      const expected = Atomics.add(counts.released, 0, requests) + requests
      for (let count = 0; count < expected; count = Atomics.load(counts.answered, 0)) {
        if (Atomics.wait(counts.answered, 0, count, 60_000) === 'timed-out') throw new Error('the server was not asked')
      }
      while (now() < until);
    },
    async [Symbol.asyncDispose]() {
      await worker.terminate()
    },
  }
}

function counter(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4))
}
