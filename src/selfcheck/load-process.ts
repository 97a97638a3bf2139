import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { LlmBenchError } from '../errors.ts'
import type { Channel } from '../channel/channel.ts'
import { connect } from '../channel/connect.ts'
import { HostProcess } from '../broker/host-process.ts'
import type {
  LoadBlockRequest,
  LoadHostCalls,
  LoadHostOrders,
  LoadHostUsage,
  PrepareLoad,
} from '../host/load-host-calls.ts'
import { type HttpTransport, plainTransport } from '../requesters/http/transport.ts'
import type { BlockEnd } from '../block/end.ts'
import { SocketFolder } from '../broker/socket-folder.ts'
import type { HttpTimeouts } from '../http/socket/client.ts'
import type { Sample } from '../samples/sample.ts'
import { type HostHandle, runInHost } from '../targets/load/run-in-host.ts'
import type { RequestDefinition } from '../workload/request-definition.ts'
import type { KnownAnswer } from './known-answer.ts'

/** Time-outs for a server that answers within a second or two: one that hangs must not hang a check. */
const timeouts: HttpTimeouts = { connectMs: 10_000, firstTokenMs: 60_000, stallMs: 60_000, totalMs: 120_000 }

/** A server that answers as programmed. */
export interface KnownEndpoint {
  readonly url: string
  readonly answer: KnownAnswer
  /** Its certificate, in PEM, where it serves https. */
  readonly ca?: string
}

/** The part of a block that is not the same for all. */
export type BlockOptions = Pick<LoadBlockRequest, 'phase' | 'load' | 'share' | 'budgetMs'>

/** A load ready to be made. */
export interface ReadyLoad {
  /**
   * Makes a block of requests, as a benchmark would have it made, its journal included.
   * @throws LlmBenchError `aborted` when the signal was
   */
  run(block: BlockOptions, onSamples: (samples: Sample[]) => void, signal: AbortSignal): Promise<BlockEnd>
  /** Closes its connections. */
  release(): Promise<void>
}

/** The process that makes the load of a benchmark, without Vitest. */
export interface LoadProcess extends AsyncDisposable {
  readonly pid: number
  prepare(endpoint: KnownEndpoint, connections: number): Promise<ReadyLoad>
  usage(): Promise<LoadHostUsage>
  /** Ends the process and waits until it is gone. */
  close(): Promise<void>
}

/**
 * Starts a process that makes load.
 * @throws LlmBenchError `engine-failed` or `host-crashed` when it cannot be started
 */
export async function startLoadProcess(): Promise<LoadProcess> {
  const folder = new SocketFolder()
  const { host, channel } = await startIn(folder).catch((error: unknown) => {
    folder.remove()
    throw error
  })
  const handle: HostHandle<LoadBlockRequest> = {
    channel,
    // It is nobody else's.
    doubt: () => () => {},
    kill: async () => host.kill(),
    obituary: async () => await host.obituary(),
  }
  const close = async (): Promise<void> => {
    channel.close()
    host.kill()
    await host.exited
    folder.remove()
  }
  return {
    pid: host.pid,
    usage: async () => await channel.request('usage', null),
    async prepare(endpoint, connections) {
      const id = randomUUID()
      const request: PrepareLoad = {
        id,
        transport: transportTo(endpoint),
        request: requestFor(endpoint.answer),
        connections,
      }
      await channel.request('prepare', request)
      return {
        run: async (block, onSamples, signal) => {
          const asked: LoadBlockRequest = {
            ...block,
            id: randomUUID(),
            prepared: id,
            slot: 0,
            firstIndex: 0,
            startAt: null,
            journal: join(folder.path, journalFile),
            spending: null,
          }
          const end = await runInHost(handle, asked, onSamples, signal)
          if (end.endedBy === 'aborted')
            throw new LlmBenchError('aborted', 'the load was aborted: what was measured of it is not shown')
          return end
        },
        release: async () => await channel.request('release', id),
      }
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

interface RunningLoadHost {
  readonly host: HostProcess<LoadHostOrders>
  readonly channel: Channel<LoadHostCalls>
}

const logFile = 'log'
const journalFile = 'journal.jsonl'

async function startIn(folder: SocketFolder): Promise<RunningLoadHost> {
  const program = { entry: 'load-host', doing: 'making the load', log: join(folder.path, logFile) } as const
  const host = await HostProcess.spawn<LoadHostOrders>(program)
  const name = 'load'
  const socket = folder.socket(name)
  await host.ask('listen', socket)
  folder.mark(name, [logFile, journalFile])
  return { host, channel: await connect<LoadHostCalls>(socket) }
}

function transportTo({ url, ca }: KnownEndpoint): HttpTransport {
  return {
    ...plainTransport,
    url,
    timeouts,
    tls: ca === undefined ? null : { ca },
    nonce: true,
    requestIds: true,
  }
}

function requestFor({ tokens }: KnownAnswer): RequestDefinition {
  return {
    kind: 'chat',
    prompts: [{ kind: 'text', text: 'Why is the sky blue?' }],
    sampling: { maxTokens: tokens, temperature: 0, seed: 1, ignoreEos: true },
  }
}
