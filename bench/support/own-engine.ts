import * as llamaCpp from 'node-llama-cpp'
import type { SamplerClock } from '../../src/engines/llama-cpp/answers/sampler-clock.ts'
import { LlamaCppEngine } from '../../src/engines/llama-cpp/engine.ts'
import { type ContextTimings, parseTimings } from '../../src/engines/llama-cpp/perf-log.ts'
import { cacheDirectory } from '../../src/models/cache.ts'
import type { ModelOptions } from '../../src/models/model-options.ts'
import { resolveModel } from '../../src/models/resolve.ts'

/** One model in this process, loaded as a model's own process loads it, with a context of one sequence. */
export interface OwnEngine {
  readonly engine: LlamaCppEngine
  readonly context: llamaCpp.LlamaContext
  readonly sequence: llamaCpp.LlamaContextSequence
  readonly clock: SamplerClock
  /** llama.cpp's own times since the last call; null where it told none. */
  readonly timings: () => Promise<ContextTimings | null>
  /** llama.cpp's own time a decoded token since the last call, in milliseconds. */
  readonly decodeTime: () => Promise<number>
}

/**
 * Loads a synthetic model or a file with one thread on the CPU, and a context of 512 tokens; others may have more.
 * @param started llama.cpp, where it has been started already: then its times are told to whoever did that
 */
export async function ownEngine(
  spec: string,
  changed: Partial<ModelOptions> = {},
  maxThreads = 1,
  started?: llamaCpp.Llama,
): Promise<OwnEngine> {
  let captured: string[] = []
  const log = {
    tensorUnits: null,
    startCapture: () => {
      captured = []
    },
    stopCapture: () => captured.join('\n'),
  }
  const cache = cacheDirectory(undefined, process.cwd())
  const place = { registry: {}, root: process.cwd(), cacheDirectory: cache }
  const resolved = await resolveModel(spec, { ...place, downloads: { mirrors: [], maxBytes: null } })
  const llama =
    started ??
    (await llamaCpp.getLlama({
      gpu: false,
      build: 'never',
      maxThreads,
      logLevel: llamaCpp.LlamaLogLevel.info,
      logger: (_level, text) => void captured.push(text),
    }))
  const file = {
    path: resolved.path,
    files: [resolved.path],
    source: resolved.source,
    name: spec,
    parameters: null,
    quantization: null,
    purpose: 'text' as const,
    synthetic: true,
    fileBytes: resolved.header.fileBytes,
    chatTemplate: null,
    toolTemplate: null,
    reads: null,
    weights: resolved.header.weights,
    vocabularySize: 0,
  }
  const options: ModelOptions = {
    backend: 'cpu',
    threads: 1,
    gpuLayers: 0,
    contextSize: 512,
    batchSize: 'auto',
    flashAttention: 'auto',
    kvCache: 'auto',
    mmap: 'auto',
    memoryBudget: 'auto',
    ...changed,
  }
  const engine = await LlamaCppEngine.load(llamaCpp, llama, file, options, log, () => {})
  const { context, sequences, clock } = await engine.openContext(
    1,
    options.contextSize === 'auto' ? 512 : options.contextSize,
  )
  const [sequence] = sequences
  if (sequence === undefined) throw new Error('the context has no sequence')
  const timings = async (): Promise<ContextTimings | null> => {
    log.startCapture()
    await context.printTimings()
    return parseTimings(log.stopCapture())
  }
  return {
    engine,
    context,
    sequence,
    clock,
    timings,
    decodeTime: async () => {
      const told = await timings()
      return told === null ? Number.NaN : told.decodeMs / told.decodeTokens
    },
  }
}
