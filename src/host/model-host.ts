import { writeSync } from 'node:fs'
import { LlmBenchError } from '../errors.ts'
import { now } from '../clock.ts'
import { conditionsMeter } from '../machine/meters/conditions-meter.ts'
import type { EngineLog } from '../engines/llama-cpp/engine.ts'
import { loadLlamaCpp } from '../engines/llama-cpp/load.ts'
import { runBlock } from '../block/run-block.ts'
import { outliveNobody } from './outlive-nobody.ts'
import type { BlockRequest, HostMessage, LoadMessage } from './protocol.ts'
import type { Engine, PrepareRequest } from '../engines/engine.ts'
import type { BlockEnd } from '../block/end.ts'
import { serveBlocks } from './serve-blocks.ts'

/**
 * The process around one model: it has the engine inside and owns the clock. Its parent spawns it,
 * sends one `load` message and keeps the IPC channel open for as long as it is to live.
 */

const progressEveryMs = 200

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
  const engine = await loadLlamaCpp(message, {
    log,
    progress,
    onBackendReady: (resolvedMs) => tell({ type: 'backend-ready', at: now(), resolvedMs }),
  })
  await serve(engine, message.socket)
  tell({ type: 'loaded', model: engine.loaded })
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
  await context.takeTimings()
  const watch = conditionsMeter.start()
  const { by, unsent } = await runBlock(request, context.requester, event, { signal })
  const conditions = watch.stop()
  const timings = await context.takeTimings()
  return {
    endedBy: by === 'refused' ? 'cost' : by,
    unsent,
    // Decodes of several sequences share a batch, which llama.cpp counts as a prompt.
    engineTimings: request.sequences === 1 ? timings : null,
    server: null,
    conditions,
  }
}
