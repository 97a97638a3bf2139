import { writeSync } from 'node:fs'
import { basename } from 'node:path'
import { LlmBenchError } from '../errors.ts'
import { readGgufHeader } from '../models/gguf/gguf-header.ts'
import { assertFitsMemory } from '../models/memory-fit.ts'
import { resolveModel, type ResolvedModel } from '../models/resolve.ts'
import { now } from '../clock.ts'
import { conditionsMeter } from '../machine/meters/conditions-meter.ts'
import { downloadModel } from '../engines/llama-cpp/download-model.ts'
import { Engine, type EngineLog, type ModelFile, type NodeLlamaCpp } from '../engines/llama-cpp/engine.ts'
import { modelRequester } from '../engines/llama-cpp/model-requester.ts'
import { runBlock } from '../block/run-block.ts'
import { outliveNobody } from './outlive-nobody.ts'
import type { BlockRequest, HostMessage, LoadMessage } from './protocol.ts'
import type { PrepareRequest } from '../engines/engine.ts'
import type { BlockEnd } from '../block/end.ts'
import { serveBlocks } from './serve-blocks.ts'

/**
 * The process around one model: it has the engine inside and owns the clock. Its parent spawns it,
 * sends one `load` message and keeps the IPC channel open for as long as it is to live.
 */

const progressEveryMs = 200

/** Says what is going on; `share` is how much of it is done. */
type TellProgress = (text: string, share?: number) => void

function tell(message: HostMessage): void {
  process.send?.(message)
}

outliveNobody()

const log = new (class implements EngineLog {
  #captured: string[] | null = null

  line(level: string, message: string): void {
    this.#captured?.push(message)
    writeSync(2, `[${level}] ${message.trimEnd()}\n`)
  }
  startCapture(): void {
    this.#captured = []
  }
  stopCapture(): string {
    const text = this.#captured?.join('\n') ?? ''
    this.#captured = null
    return text
  }
})()

process.once('message', (message: LoadMessage) => {
  start(message).catch((error: unknown) => {
    const code = error instanceof LlmBenchError ? error.code : 'engine-failed'
    const text = error instanceof Error ? error.message : String(error)
    writeSync(2, `[error] ${error instanceof Error ? (error.stack ?? text) : text}\n`)
    tell({ type: 'failed', code, message: text })
  })
})

async function start(message: LoadMessage): Promise<void> {
  let lastTold = 0
  const progress = (text: string, share = 1): void => {
    // Loaders report every tensor; a person reads a few lines a second.
    if (share < 1 && now() - lastTold < progressEveryMs) return
    lastTold = now()
    tell({ type: 'progress', text })
  }
  const llamaCpp = await importEngine()
  const asked = now()
  const resolved = await resolveModel(message.spec, {
    registry: message.registry,
    root: message.root,
    cacheDirectory: message.cacheDirectory,
    onProgress: ({ text, writtenBytes, totalBytes }) => progress(text, writtenBytes / totalBytes),
  })
  const file = await modelFile(resolved, llamaCpp, progress)
  const resolvedMs = now() - asked
  progress('starting the engine')
  const llama = await startEngine(llamaCpp, message)
  tell({ type: 'backend-ready', at: now(), resolvedMs })
  const engine = await Engine.load(llamaCpp, llama, file, message.options, log, progress)
  await serve(engine, message.socket)
  tell({ type: 'loaded', model: engine.loaded })
}

async function importEngine(): Promise<NodeLlamaCpp> {
  try {
    return await import('node-llama-cpp')
  } catch (error) {
    throw new LlmBenchError(
      'engine-missing',
      'local models need the package node-llama-cpp, which could not be imported: npm install --save-dev node-llama-cpp',
      { cause: error },
    )
  }
}

async function startEngine(
  { getLlama, LlamaLogLevel }: NodeLlamaCpp,
  { options }: LoadMessage,
): Promise<Awaited<ReturnType<NodeLlamaCpp['getLlama']>>> {
  const { backend, threads } = options
  try {
    return await getLlama({
      gpu: backend === 'cpu' ? false : backend,
      build: 'never',
      progressLogs: false,
      // The engine prints its own timings at this level.
      logLevel: LlamaLogLevel.info,
      logger: (level, text) => log.line(level, text),
      ...(threads === 'auto' ? {} : { maxThreads: threads }),
    })
  } catch (error) {
    throw new LlmBenchError(
      'engine-failed',
      `backend "${backend}" is not available here: ${error instanceof Error ? error.message : String(error)}: use backend "auto" or "cpu"`,
      { cause: error },
    )
  }
}

async function modelFile(resolved: ResolvedModel, llamaCpp: NodeLlamaCpp, progress: TellProgress): Promise<ModelFile> {
  const path = resolved.source === 'hf' ? await downloadModel(resolved, llamaCpp, progress) : resolved.path
  const header = resolved.source === 'hf' ? await readGgufHeader(path) : resolved.header
  assertFitsMemory(path, header.tensorDataEnd)
  return {
    path,
    source: resolved.source,
    name: resolved.source === 'synthetic' ? (header.name ?? basename(path)) : basename(path, '.gguf'),
    parameters: header.parameters,
    quantization: header.quantization,
    synthetic: header.synthetic,
  }
}

/** What workers ask of the model. */
async function serve(engine: Engine, path: string): Promise<void> {
  await serveBlocks<BlockRequest>(path, {
    block: async (request, event, signal) => await block(engine, request, event, signal),
    queued: { prepare: async (request: PrepareRequest) => await engine.prepare(request) },
    // On systems where the parent cannot read it: the highest since the process started.
    direct: { 'max-rss': () => process.resourceUsage().maxRSS * 1024 },
  })
}

async function block(
  engine: Engine,
  request: BlockRequest,
  event: (data: unknown) => void,
  signal: AbortSignal,
): Promise<BlockEnd> {
  const context = await engine.openContext(request.sequences, request.contextSize)
  await engine.takeTimings(context)
  const watch = conditionsMeter.start()
  const { by, unsent } = await runBlock(request, modelRequester(engine.generator, context.sequences), event, { signal })
  const conditions = watch.stop()
  const timings = await engine.takeTimings(context)
  return {
    endedBy: by === 'refused' ? 'cost' : by,
    unsent,
    // Decodes of several sequences share a batch, which llama.cpp counts as a prompt.
    engineTimings: request.sequences === 1 ? timings : null,
    server: null,
    conditions,
  }
}
