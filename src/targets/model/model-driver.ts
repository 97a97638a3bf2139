import { randomUUID } from 'node:crypto'
import { wholeBlock } from '../../block/share.ts'
import type { HostLease } from '../../broker/calls.ts'
import type { BlockRequest } from '../../host/model-host-calls.ts'
import type { MemoryPeaks } from '../../machine/meters/memory-peaks.ts'
import type { Prepared, PrepareRequest } from '../../engines/engine.ts'
import { speedOptions } from '../../models/speed-options.ts'
import { registryRecord } from '../../models/registry/registry-record.ts'
import { registeredPrice } from '../../cost/registered-price.ts'
import { tokenPrices } from '../../cost/token-prices.ts'
import type { LoadPlan } from '../../workload/load.ts'
import type { RequestDefinition } from '../../workload/request-definition.ts'
import { type AnswerCheck, judging } from '../answer-validation.ts'
import type { ConnectedHost } from './connected-host.ts'
import type { ModelLender } from './model-lender.ts'
import { explained, type HostHandle, runInHost } from '../load/run-in-host.ts'
import type { Driver, TargetFacts } from '../target.ts'

/** The model by the name it was asked for, and what its answers are held to. */
export interface MeasuredModel {
  readonly spec: string
  /** The failure of an answer that does not count; null where all do. */
  readonly check: AnswerCheck | null
}

/** Prepares a context for a workload in the model's host, and drives it. */
export async function openModelDriver(
  lender: ModelLender,
  { spec, check }: MeasuredModel,
  request: RequestDefinition,
  load: LoadPlan,
): Promise<Driver> {
  const connected = await lender.host()
  const { lease, channel } = connected
  const loadedNow = lender.takeLoadedNow()
  // Of a host that has served others, only the memory seen from now on is this run's.
  if (!loadedNow) await lender.forgetMemory(lease.id)
  const { prompts, sampling } = request
  const sequences = sequencesFor(load)
  const prepare: PrepareRequest = { prompts, sampling, sequences }
  const handle: HostHandle<BlockRequest> = {
    channel,
    doubt: () => lender.doubt(lease.id),
    kill: async () => await lender.kill(lease.id),
    obituary: async () => await lender.obituary(lease.id),
  }
  try {
    const prepared = await channel.request('prepare', prepare)
    const { contextSize } = prepared
    return {
      facts: factsOf(spec, lender, lease, prepared, loadedNow),
      run: async (block, onSamples, signal) => {
        const asked: BlockRequest = {
          ...block,
          id: randomUUID(),
          prompts,
          sampling,
          sequences,
          contextSize,
          startAt: null,
          share: wholeBlock(block.units),
          load: block.load.kind === 'open' ? { ...block.load, maxConcurrency: sequences } : block.load,
        }
        const told = check === null ? onSamples : judging(check, block.journal, onSamples)
        return await runInHost(handle, asked, told, signal)
      },
      isFresh: loadedNow,
      loadHosts: () => 1,
      peaks: async () => await peaksOf(lender, connected),
      // The host stays warm for whoever asks next.
      close: () => {},
    }
  } catch (error) {
    throw await explained(error, handle)
  }
}

/** Most requests in flight of an open load that names no limit: they are sequences of one context. */
const usualSequences = 8

function sequencesFor(load: LoadPlan): number {
  return load.kind === 'closed' ? load.concurrency : (load.maxConcurrency ?? usualSequences)
}

/** Peaks of memory as the parent saw them; where it cannot see, as the host knows them of itself. */
async function peaksOf(lender: ModelLender, { lease, channel }: ConnectedHost): Promise<MemoryPeaks> {
  const seen = await lender.memory(lease.id)
  return seen.rssBytes === null ? { ...seen, rssBytes: await channel.request('max-rss', null) } : seen
}

function factsOf(
  spec: string,
  { options, registry }: ModelLender,
  lease: HostLease,
  prepared: Prepared,
  loadedNow: boolean,
): TargetFacts {
  const { model } = lease
  const price = registeredPrice(spec, registry)
  return {
    target: {
      kind: 'model',
      model: model.name,
      spec,
      source: model.source,
      backend: model.backend,
      device: model.device,
      tensorUnits: model.tensorUnits,
      gpuLayers: model.gpuLayers,
      totalLayers: model.totalLayers,
      threads: model.threads,
      parameters: model.parameters,
      activeParameters: model.reads?.activeParameters ?? null,
      experts: model.reads?.experts ?? null,
      quantization: model.quantization,
      purpose: model.purpose,
      modelHash: model.modelHash,
      registry: registryRecord(spec, registry),
      contextSize: prepared.contextSize,
      chatFormat: prepared.chatFormat,
      proxy: null,
      engine: model.engine,
      configuration: speedOptions(options),
      fields: [],
      listed: null,
      recording: null,
      timedIn: 'host',
    },
    provenance: model.source === 'synthetic' ? 'synthetic' : 'measured',
    startupMs: lease.startupMs,
    loadTimeMs: model.loadTimeMs,
    modelLoaded: null,
    loadState: { loaded: loadedNow ? 'now' : 'earlier', pageCache: model.pageCache },
    memory: {
      fileBytes: model.fileBytes,
      weightsBytes: model.weightsBytes,
      contextBytes: prepared.contextBytes,
      vramBytes: model.vramBytes + prepared.contextVramBytes,
      predicted: prepared.predictedMemory,
      residentBeforeBytes: model.residentBeforeBytes,
    },
    calibration: model.calibration,
    reads: model.reads,
    unusedInstructions: model.unusedInstructions,
    loadHosts: 1,
    price: price === null ? null : tokenPrices(price),
    asked: null,
    local: true,
  }
}
