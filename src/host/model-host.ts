import { writeSync } from 'node:fs'
import { createServer } from 'node:net'
import { basename } from 'node:path'
import { Worker } from 'node:worker_threads'
import { LlmBenchError } from '../errors.ts'
import { readGgufHeader } from '../models/gguf-header.ts'
import { assertFitsMemory } from '../models/memory-fit.ts'
import { resolveModel, type ResolvedModel } from '../models/resolve.ts'
import { builtFile } from '../package-root.ts'
import { JournalWriter } from '../samples/journal.ts'
import type { Sample } from '../samples/sample.ts'
import { Channel } from './channel.ts'
import { now } from './clock.ts'
import { watchConditions } from './conditions.ts'
import { downloadModel } from './engine/download-model.ts'
import { Engine, type EngineLog, type ModelFile, type NodeLlamaCpp } from './engine/engine.ts'
import { runBlock } from './engine/run-block.ts'
import type { BlockEnd, BlockRequest, HostMessage, LoadMessage, PrepareRequest } from './protocol.ts'
import { Queue } from './queue.ts'

/**
 * The process around one model: it has the engine inside and owns the clock. Its parent spawns it,
 * sends one `load` message and keeps the IPC channel open for as long as it is to live.
 */

/** Finished requests gathered this long before they are sent on, so that sending costs no request. */
const sendEveryMs = 100
/** Under load the journal may hold requests this long. */
const journalHoldMs = 50
const progressEveryMs = 200

/** Says what is going on; `share` is how much of it is done. */
type TellProgress = (text: string, share?: number) => void

function tell(message: HostMessage): void {
  process.send?.(message)
}

// A host ends with its parent, also in the middle of native code that no event reaches.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
// Ctrl-C reaches the whole process group; the parent decides what it means.
process.on('SIGINT', () => {})
new Worker(builtFile('src/host/watchdog.js'), {
  workerData: { parent: process.ppid },
}).unref()

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

async function modelFile(
  resolved: ResolvedModel,
  llamaCpp: NodeLlamaCpp,
  progress: TellProgress,
): Promise<ModelFile> {
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

/** Listens for workers; what they ask of the engine is done one after the other. */
async function serve(engine: Engine, path: string): Promise<void> {
  const queue = new Queue()
  const server = createServer((socket) => {
    const blocks = new Map<string, { controller: AbortController; running: boolean }>()
    const channel = new Channel(socket, {
      // A context made beside a running block would take time from it.
      prepare: async (request: PrepareRequest) => await queue.run(async () => await engine.prepare(request)),
      block: async (request: BlockRequest, event) => {
        const entry = { controller: new AbortController(), running: false }
        const { signal } = entry.controller
        blocks.set(request.id, entry)
        try {
          return await queue.run(async () => {
            entry.running = true
            return await block(engine, request, event, signal)
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
      // On systems where the parent cannot read it: the highest since the process started.
      'max-rss': () => process.resourceUsage().maxRSS * 1024,
    })
    void channel.closed.then(() => {
      for (const { controller } of blocks.values()) controller.abort()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
}

async function block(
  engine: Engine,
  request: BlockRequest,
  event: (data: unknown) => void,
  signal: AbortSignal,
): Promise<BlockEnd> {
  const context = await engine.openContext(request.concurrency, request.contextSize)
  const holdMs = request.concurrency === 1 ? 0 : journalHoldMs
  const journal = request.journal === null ? null : new JournalWriter(request.journal, holdMs)
  const outbox = new Outbox(event)
  await engine.takeTimings(context)
  const endWatch = watchConditions()
  try {
    const endedBy = await runBlock(
      engine.generator,
      context.sequences,
      request,
      {
        add(sample) {
          journal?.append(sample)
          outbox.add(sample)
        },
      },
      signal,
    )
    const conditions = endWatch()
    const timings = await engine.takeTimings(context)
    // Decodes of several sequences share a batch, which llama.cpp counts as a prompt.
    return { endedBy, engineTimings: request.concurrency === 1 ? timings : null, conditions }
  } finally {
    journal?.close()
    outbox.flush()
  }
}

/** Sends finished requests on in batches. */
class Outbox {
  readonly #send: (samples: Sample[]) => void
  #held: Sample[] = []
  #lastSent = now()

  constructor(send: (samples: Sample[]) => void) {
    this.#send = send
  }

  add(sample: Sample): void {
    this.#held.push(sample)
    if (now() - this.#lastSent >= sendEveryMs) this.flush()
  }

  flush(): void {
    if (this.#held.length > 0) this.#send(this.#held)
    this.#held = []
    this.#lastSent = now()
  }
}
