import { createServer, type Server } from 'node:net'
import type { BlockEnd } from '../block/end.ts'
import type { CallMap, Handlers } from '../channel/calls.ts'
import { takeCalls } from '../channel/channel.ts'
import { SocketWire } from '../channel/socket-wire.ts'
import { Lock } from '../lock.ts'
import type { Sample } from '../samples/sample.ts'
import type { BlockCalls } from './block-calls.ts'

/** A function that makes a block of requests; no other block runs meanwhile. */
export type MakeBlock<Request> = (
  request: Request,
  event: (samples: Sample[]) => void,
  signal: AbortSignal,
) => Promise<BlockEnd>

/**
 * A function that listens for workers on a socket, each of which gets the handlers that are made for it. Blocks,
 * and work that no block runs beside, are done one after the other, whichever worker asks. Called again it
 * listens anew, where the socket was removed, and workers that are connected stay so.
 */
export function listenForBlocks<Calls extends CallMap<Calls>>(
  handlersFor: (worker: ServedWorker) => Handlers<Calls>,
): (path: string) => Promise<void> {
  const lock = new Lock()
  let server: Server | null = null
  return async (path) => {
    // Closing it removes its socket: before there is a new one.
    server?.close()
    const next = createServer((socket) => {
      const worker = new ServedWorker(lock)
      const channel = takeCalls<Calls>(new SocketWire(socket), handlersFor(worker))
      void channel.closed.then(() => worker.leave())
    })
    server = next
    await new Promise<void>((resolve, reject) => {
      next.once('error', reject)
      next.listen(path, resolve)
    })
  }
}

/** A worker that is connected to this host. */
export class ServedWorker {
  readonly #lock: Lock
  readonly #blocks = new Map<string, { controller: AbortController; running: boolean }>()
  readonly #gone = Promise.withResolvers<void>()

  constructor(lock: Lock) {
    this.#lock = lock
  }

  /** Settles when the worker is gone. */
  get gone(): Promise<void> {
    return this.#gone.promise
  }

  /** Does work beside which no block runs, since it would take time from one. */
  async alone<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    return await this.#lock.hold(work)
  }

  /** Handlers of the worker's blocks, each aborted when it says so or is gone. */
  blocks<Request extends { readonly id: string }>(make: MakeBlock<Request>): Handlers<BlockCalls<Request>> {
    return {
      block: async (request, event) => {
        const entry = { controller: new AbortController(), running: false }
        const { signal } = entry.controller
        this.#blocks.set(request.id, entry)
        try {
          return await this.#lock.hold(async () => {
            entry.running = true
            return await make(request, event, signal)
          }, signal)
        } finally {
          this.#blocks.delete(request.id)
        }
      },
      abort: (id) => {
        const entry = this.#blocks.get(id)
        entry?.controller.abort()
        return entry?.running ?? false
      },
    }
  }

  /** Aborts the worker's blocks once it is gone. */
  leave(): void {
    for (const { controller } of this.#blocks.values()) controller.abort()
    this.#gone.resolve()
  }
}
