import { randomUUID } from 'node:crypto'
import { LlmBenchError } from '../errors.ts'
import type {
  BlockEnd,
  BlockRequest,
  HostLease,
  MemoryPeaks,
  Prepared,
  PrepareRequest,
} from '../host/protocol.ts'
import type { Sample } from '../samples/sample.ts'
import type { RequestDefinition } from '../workload/workload.ts'
import type { ConnectedHost, ModelLender } from './model-lender.ts'
import type { Block, Driver, TargetFacts } from './target.ts'

/** An abort is seen between decodes; a host still busy after this is ended. */
const abortGraceMs = 2000

/** Prepares a context for a workload in the model's host, and drives it. */
export async function openModelDriver(
  lender: ModelLender,
  spec: string,
  request: RequestDefinition,
  concurrency: number,
): Promise<Driver> {
  const connected = await lender.host()
  const { lease, channel } = connected
  const loadedNow = lender.takeLoadedNow()
  // Of a host that has served others, only what happens from now on is this run's.
  if (!loadedNow) await lender.forgetMemory(lease.id)
  const { prompts, sampling } = request
  const prepare: PrepareRequest = { prompts, sampling, sequences: concurrency }
  channel.ref()
  try {
    const prepared = await channel.request<Prepared>('prepare', prepare)
    const { contextSize } = prepared
    return {
      facts: factsOf(spec, lease, prepared, loadedNow),
      journalFolder: lease.journal,
      run: async (block, onSamples, signal) =>
        await runInHost(
          lender,
          connected,
          { ...block, id: randomUUID(), prompts, sampling, concurrency, contextSize },
          onSamples,
          signal,
        ),
      peaks: async () => await peaksOf(lender, connected),
    }
  } catch (error) {
    throw await explained(error, lender, lease)
  } finally {
    channel.unref()
  }
}

/** What the parent saw; where it cannot see, what the host knows of itself. */
async function peaksOf(lender: ModelLender, { lease, channel }: ConnectedHost): Promise<MemoryPeaks> {
  const seen = await lender.memory(lease.id)
  return seen.rssBytes === null ? { ...seen, rssBytes: await channel.request<number>('max-rss', null) } : seen
}

async function runInHost(
  lender: ModelLender,
  { lease, channel }: ConnectedHost,
  block: BlockRequest & Block,
  onSamples: (samples: Sample[]) => void,
  signal: AbortSignal,
): Promise<BlockEnd> {
  let grace: NodeJS.Timeout | undefined
  let killed = false
  const kill = (): void => {
    killed = true
    void lender.kill(lease.id).catch(() => {})
  }
  const abort = (): void => {
    grace = setTimeout(kill, abortGraceMs)
    channel.request<boolean>('abort', block.id).then(
      // Another worker's block runs: this one gave up its place, and nothing is to be ended.
      (running) => {
        if (!running) clearTimeout(grace)
      },
      () => {},
    )
  }
  if (signal.aborted) throw new LlmBenchError('aborted', 'the test was aborted before its next request')
  signal.addEventListener('abort', abort, { once: true })
  channel.ref()
  try {
    return await channel.request<BlockEnd>('block', block, onSamples)
  } catch (error) {
    if (killed) {
      throw new LlmBenchError(
        'host-timeout',
        `the test was aborted and the process running the model did not stop within ${abortGraceMs / 1000} s, so it was ended; finished requests are kept`,
        { cause: error },
      )
    }
    throw await explained(error, lender, lease)
  } finally {
    channel.unref()
    clearTimeout(grace)
    signal.removeEventListener('abort', abort)
  }
}

/** A lost connection says nothing; how the process ended does. */
async function explained(error: unknown, lender: ModelLender, lease: HostLease): Promise<unknown> {
  if (!(error instanceof LlmBenchError) || error.code !== 'host-crashed') return error
  return await lender.obituary(lease.id)
}

function factsOf(
  spec: string,
  lease: HostLease,
  prepared: Prepared,
  loadedNow: boolean,
): TargetFacts {
  const { model } = lease
  return {
    target: {
      kind: 'model',
      model: model.name,
      spec,
      source: model.source,
      backend: model.backend,
      device: model.device,
      gpuLayers: model.gpuLayers,
      totalLayers: model.totalLayers,
      threads: model.threads,
      parameters: model.parameters,
      quantization: model.quantization,
      modelHash: model.modelHash,
      contextSize: prepared.contextSize,
      engine: model.engine,
    },
    provenance: model.source === 'synthetic' ? 'synthetic' : 'measured',
    startupMs: lease.startupMs,
    loadTimeMs: model.loadTimeMs,
    loadState: { loaded: loadedNow ? 'now' : 'earlier', pageCache: model.pageCache },
    memory: {
      weightsBytes: model.weightsBytes,
      contextBytes: prepared.contextBytes,
      vramBytes: model.vramBytes + prepared.contextVramBytes,
    },
    calibration: model.calibration,
    local: true,
  }
}
