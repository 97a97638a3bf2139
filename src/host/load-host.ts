import { LlmBenchError } from '../errors.ts'
import type { RequestDefinition } from '../workload/request-definition.ts'
import { runLimitedBlock } from '../block/run-limited-block.ts'
import { SpendingLimit } from '../block/spending-limit.ts'
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
  ToldLater,
} from './load-host-calls.ts'
import type { RequestFields } from '../requesters/http/request-fields.ts'
import type { FieldTrial } from '../requesters/http/field-trial.ts'
import { prepareHttp, untilReady } from './prepare-http.ts'
import type { MetricsReading } from '../servers/metrics/read-metrics.ts'
import type { MetricsPlace, ReadMetrics } from './server-metrics.ts'
import { outliveNobody } from './outlive-nobody.ts'
import type { BlockEnd } from '../block/end.ts'
import { listenForBlocks } from './serve-blocks.ts'

/**
 * The process that makes load: it owns the sockets and the clock, and shares its event loop with
 * nobody. Its parent spawns it, names a socket and keeps the IPC channel open for as long as it is to
 * live; workers tell it over the socket what to ask of whom.
 */

interface Prepared {
  readonly request: RequestDefinition
  requester: Requester
  /** Learns which fields the server refuses; null where requests have none. */
  readonly trial: FieldTrial | null
  /** Makes the requester anew, for fields that are sent otherwise. */
  readonly withFields?: (fields: RequestFields) => Requester
  /** Reads the server's metrics; absent where there is no server. */
  readonly metrics?: ReadMetrics
  /** Asks the server again what it is; absent where there is none. */
  readonly askAgain?: () => Promise<ToldLater>
  readonly close: () => void
}

const workloads = new Map<string, Prepared>()

outliveNobody()
takeCalls<LoadHostOrders>(parentWire, {
  listen: listenForBlocks<LoadHostCalls>((worker) => ({
    ...worker.blocks(block),
    prepare: async (asked, tell) => {
      const over = Promise.race([worker.gone, givenUp(asked.id)])
      try {
        // Not alone: others may measure while a server starts, and are asked nothing of.
        if (asked.transport.type === 'http') await untilReady(asked.transport, asked.request.kind, tell, over)
        return await worker.alone(async () => {
          const found = await prepare(asked, over)
          if (!preparations.has(asked.id)) release(asked.id)
          // A worker that dies says nothing.
          void worker.gone.then(() => release(asked.id))
          return found
        })
      } finally {
        preparations.delete(asked.id)
      }
    },
    'send-fields': sendFields,
    metrics: async ({ prepared, place }) => await worker.alone(async () => await metrics(prepared, place)),
    'ask-again': async (prepared) => await worker.alone(async () => await askAgain(prepared)),
    free: async () => await worker.alone(() => {}),
    release,
    usage,
  })),
})

/** Workloads that are being prepared, each with what gives that up. */
const preparations = new Map<string, () => void>()

/** Settles when a workload that is being prepared is wanted no more. */
async function givenUp(id: string): Promise<void> {
  await new Promise<void>((resolve) => void preparations.set(id, resolve))
}

/**
 * Forgets a workload and closes its connections, or gives up preparing it; nothing where it is forgotten already.
 */
function release(id: string): void {
  preparations.get(id)?.()
  preparations.delete(id)
  workloads.get(id)?.close()
  workloads.delete(id)
}

async function prepare(
  { id, transport, request, connections }: PrepareLoad,
  over: Promise<void>,
): Promise<PreparedLoad> {
  if (transport.type === 'http') {
    const { prepared, found } = await prepareHttp(transport, request, connections, over)
    workloads.set(id, { request, ...prepared })
    return found
  }
  if (transport.type === 'simulated') {
    workloads.set(id, { request, requester: simulatedRequester(transport), trial: null, close: () => {} })
    return { model: 'simulated', server: null, listed: null, aliases: [], serving: null }
  }
  const { languageModelRequester } = await import('../requesters/ai-sdk/language-model-requester.ts')
  const { requester, model, provider } = await languageModelRequester(transport)
  workloads.set(id, { request, requester, trial: null, close: () => {} })
  return { model, server: provider, listed: null, aliases: [], serving: null }
}

function sendFields({ prepared, fields }: { readonly prepared: string; readonly fields: RequestFields }): void {
  const workload = workloads.get(prepared)
  if (workload?.withFields !== undefined) workload.requester = workload.withFields(fields)
}

async function metrics(prepared: string, place: MetricsPlace): Promise<MetricsReading> {
  const read = workloads.get(prepared)?.metrics
  return read === undefined ? { state: 'none', reason: 'the workload has no server', slow: false } : await read(place)
}

async function askAgain(prepared: string): Promise<ToldLater> {
  return (await workloads.get(prepared)?.askAgain?.()) ?? { server: null, serving: null, isOpen: false }
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
  const { request, requester, trial } = workload
  const limit = asked.spending === null ? null : new SpendingLimit(asked.spending)
  if (trial === null) return await runLimitedBlock({ ...asked, ...request }, requester, limit, event, signal)
  const refused = new AbortController()
  trial.begin(() => refused.abort())
  const either = AbortSignal.any([signal, refused.signal])
  const end = await runLimitedBlock({ ...asked, ...request }, requester, limit, event, either)
  return trial.changes.length === 0 ? end : { ...end, refused: trial.changes }
}
