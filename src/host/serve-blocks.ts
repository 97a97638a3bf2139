import { createServer } from 'node:net'
import { Channel, type Handler } from './channel.ts'
import type { BlockEnd } from '../block/end.ts'
import { Queue } from '../lock.ts'

/** What a host that makes blocks of requests answers. */
export interface BlockServer<Request extends { readonly id: string }> {
  /** Makes a block; nobody else's runs meanwhile. */
  readonly block: (request: Request, event: (data: unknown) => void, signal: AbortSignal) => Promise<BlockEnd>
  /** Other requests, one after the other and never beside a block; `gone` settles when the worker is. */
  readonly queued: Readonly<Record<string, (params: never, gone: Promise<void>) => unknown>>
  /** Requests that are answered at once. */
  readonly direct: Readonly<Record<string, Handler>>
  /** Told how many workers are connected, whenever that changes. */
  readonly connected?: (workers: number) => void
}

/**
 * Listens for workers; what they ask of the host is done one after the other. A block is aborted when
 * its worker says so or is gone.
 */
export async function serveBlocks<Request extends { readonly id: string }>(
  path: string,
  { block, queued, direct, connected = () => {} }: BlockServer<Request>,
): Promise<void> {
  const queue = new Queue()
  let workers = 0
  const server = createServer((socket) => {
    connected(++workers)
    const blocks = new Map<string, { controller: AbortController; running: boolean }>()
    const channel: Channel = new Channel(socket, {
      ...direct,
      // A context made beside a running block would take time from it.
      ...Object.fromEntries(
        Object.entries(queued).map(([name, handler]) => [
          name,
          async (params: never) => await queue.run(async () => await handler(params, channel.closed)),
        ]),
      ),
      block: async (request: Request, event) => {
        const entry = { controller: new AbortController(), running: false }
        const { signal } = entry.controller
        blocks.set(request.id, entry)
        try {
          return await queue.run(async () => {
            entry.running = true
            return await block(request, event, signal)
          }, signal)
        } finally {
          blocks.delete(request.id)
        }
      },
      /** Tells whether the block was running, so that its worker waits for it to stop. */
      abort: (id: string) => {
        const entry = blocks.get(id)
        entry?.controller.abort()
        return entry?.running ?? false
      },
    })
    void channel.closed.then(() => {
      for (const { controller } of blocks.values()) controller.abort()
      connected(--workers)
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
}
