import { randomInt } from 'node:crypto'
import { LlmBenchError } from '../errors.ts'
import { HttpClient } from '../http/socket/client.ts'
import { checkEndpoint, type EndpointCheck, type EndpointHealth } from '../http/health.ts'
import type { RequestDefinition } from '../workload/request-definition.ts'
import { httpRequester } from '../requesters/http/http-requester.ts'
import { runLimitedBlock } from '../block/run-limited-block.ts'
import type { Requester } from '../requesters/requester.ts'
import { simulatedRequester } from '../requesters/simulated/simulated-requester.ts'
import { takeCalls } from '../channel/channel.ts'
import { parentWire } from '../channel/process-wire.ts'
import type { Sample } from '../samples/sample.ts'
import type {
  LoadBlockRequest,
  LoadHostCalls,
  LoadHostOrders,
  LoadHostUsage,
  PreparedLoad,
  PrepareLoad,
} from './load-host-calls.ts'
import type { HttpTransport } from '../requesters/http/transport.ts'
import { outliveNobody } from './outlive-nobody.ts'
import type { BlockEnd } from '../block/end.ts'
import { serveBlocks } from './serve-blocks.ts'

/**
 * The process that makes load: it owns the sockets and the clock, and shares its event loop with
 * nobody. Its parent spawns it, names a socket and keeps the IPC channel open for as long as it is to
 * live; workers tell it over the socket what to ask of whom.
 */

interface Prepared {
  readonly request: RequestDefinition
  readonly requester: Requester
  readonly close: () => void
}

const workloads = new Map<string, Prepared>()

outliveNobody()
takeCalls<LoadHostOrders>(parentWire, {
  serve: async (socket) =>
    await serveBlocks<LoadHostCalls>(socket, (worker) => ({
      ...worker.blocks(block),
      prepare: async (asked) =>
        await worker.alone(async () => {
          const found = await prepare(asked)
          // A worker that dies says nothing.
          void worker.gone.then(() => release(asked.id))
          return found
        }),
      free: async () => await worker.alone(() => {}),
      release,
      usage,
    })),
})

/** Forgets a workload and closes its connections; nothing where it is forgotten already. */
function release(id: string): void {
  workloads.get(id)?.close()
  workloads.delete(id)
}

async function prepare({ id, transport, request, connections }: PrepareLoad): Promise<PreparedLoad> {
  if (transport.type === 'http') {
    const { prepared, found } = await prepareHttp(transport, request, connections)
    workloads.set(id, prepared)
    return found
  }
  if (transport.type === 'simulated') {
    workloads.set(id, { request, requester: simulatedRequester(transport), close: () => {} })
    return { model: 'simulated', server: null }
  }
  const { languageModelRequester } = await import('../requesters/ai-sdk/language-model-requester.ts')
  const { requester, model, provider } = await languageModelRequester(transport)
  workloads.set(id, { request, requester, close: () => {} })
  return { model, server: provider }
}

async function prepareHttp(
  transport: HttpTransport,
  request: RequestDefinition,
  connections: number,
): Promise<{ prepared: Prepared; found: PreparedLoad }> {
  const { url, timeouts, tls, secrets, headers, model, stream, nonce, limitField, body } = transport
  const client = new HttpClient({ url, timeouts, secrets, ...(tls === null ? {} : { tls }) })
  const found = await ready(client, { headers, model, kind: request.kind }, connections)
  const requester = httpRequester(client, transport, {
    kind: request.kind,
    model: found.model,
    stream,
    nonceSeed: nonce ? randomInt(2 ** 31) : null,
    limitField,
    body,
  })
  return { prepared: { request, requester, close: () => client.close() }, found }
}

/**
 * Checks an endpoint and opens connections to it. Where it cannot be measured they are closed, or they would
 * stay open as long as this process.
 */
async function ready(client: HttpClient, check: EndpointCheck, connections: number): Promise<EndpointHealth> {
  try {
    const found = await checkEndpoint(client, check)
    await client.open(connections)
    return found
  } catch (error) {
    client.close()
    throw error
  }
}

function usage(): LoadHostUsage {
  const { user, system } = process.cpuUsage()
  return { userMs: user / 1000, systemMs: system / 1000, rssBytes: process.memoryUsage.rss() }
}

async function block(
  asked: LoadBlockRequest,
  event: (samples: Sample[]) => void,
  signal: AbortSignal,
): Promise<BlockEnd> {
  const workload = workloads.get(asked.prepared)
  if (workload === undefined) throw new LlmBenchError('engine-failed', 'the load host knows no such workload')
  const { request, requester } = workload
  return await runLimitedBlock({ ...asked, ...request }, requester, asked.spending, event, signal)
}
