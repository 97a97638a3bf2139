import { writeSync } from 'node:fs'
import { now } from '../clock.ts'
import { takeCalls } from '../channel/channel.ts'
import { parentWire } from '../channel/process-wire.ts'
import { conditionsMeter } from '../machine/meters/conditions-meter.ts'
import type { EngineLog } from '../engines/llama-cpp/engine.ts'
import { loadLlamaCpp } from '../engines/llama-cpp/load.ts'
import { runBlock } from '../block/run-block.ts'
import { outliveNobody } from './outlive-nobody.ts'
import type { Sample } from '../samples/sample.ts'
import type { BlockRequest, LoadAnswer, ModelHostCalls, ModelHostOrders } from './model-host-calls.ts'
import type { Engine } from '../engines/engine.ts'
import type { WantedModel } from '../models/wanted-model.ts'
import { isItemsPrompt } from '../workload/prompt.ts'
import type { BlockEnd } from '../block/end.ts'
import { listenForBlocks } from './serve-blocks.ts'

/**
 * The process around one model: it has the engine inside and owns the clock. Its parent spawns it,
 * has it load the model, and keeps the IPC channel open for as long as it is to live.
 */

const progressEveryMs = 200

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

let listen: ReturnType<typeof listenerOf> | null = null
let loaded: Engine | null = null

takeCalls<ModelHostOrders>(parentWire, {
  async load(request, tell) {
    try {
      const { engine, answer } = await load(request, tell)
      loaded = engine
      listen = listenerOf(engine)
      return answer
    } catch (error) {
      writeSync(2, `[error] ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
      throw error
    }
  },
  listen: async (socket) => await listen?.(socket),
  async unload() {
    const beforeBytes = process.memoryUsage.rss()
    const began = now()
    await loaded?.unload()
    return { unloadMs: now() - began, beforeBytes, afterBytes: process.memoryUsage.rss() }
  },
})

async function load(
  request: WantedModel,
  tell: (text: string) => void,
): Promise<{ engine: Engine; answer: LoadAnswer }> {
  let lastTold = 0
  const progress = (text: string, share = 1): void => {
    // Loaders report every tensor; a person reads a few lines a second.
    if (share < 1 && now() - lastTold < progressEveryMs) return
    lastTold = now()
    tell(text)
  }
  let readyAt = Number.NaN
  let resolvedMs = 0
  const engine = await loadLlamaCpp(request, {
    log,
    progress,
    onBackendReady: (ms) => {
      readyAt = now()
      resolvedMs = ms
    },
  })
  return { engine, answer: { model: engine.loaded, readyAt, resolvedMs } }
}

/** Listens for workers, and answers their calls with the loaded model. */
function listenerOf(engine: Engine): (path: string) => Promise<void> {
  return listenForBlocks<ModelHostCalls>((worker) => ({
    ...worker.blocks(async (request: BlockRequest, event, signal) => await block(engine, request, event, signal)),
    prepare: async (request) => await worker.alone(async () => await engine.prepare(request)),
    'read-text': async (text) => await worker.alone(() => engine.readText(text)),
    evaluate: async (request) => await worker.alone(async () => await engine.evaluate(request)),
    'end-evaluation': async () => await worker.alone(async () => await engine.endEvaluation()),
    decide: async (request) => await worker.alone(async () => await engine.decide(request)),
    'max-rss': () => process.resourceUsage().maxRSS * 1024,
  }))
}

async function block(
  engine: Engine,
  request: BlockRequest,
  event: (samples: Sample[]) => void,
  signal: AbortSignal,
): Promise<BlockEnd> {
  const { sequences, contextSize, prompts } = request
  const items = prompts.find(isItemsPrompt)
  const context =
    items === undefined
      ? await engine.openContext(sequences, contextSize)
      : await engine.openItemsContext(items.kind, sequences, contextSize)
  await context.takeTimings()
  const watch = conditionsMeter.start()
  const { by, unsent, waits } = await runBlock(request, context.requester, event, { signal })
  const conditions = watch.stop()
  const timings = await context.takeTimings()
  return {
    endedBy: by === 'refused' ? 'cost' : by,
    unsent,
    ...(waits === undefined ? {} : { waits }),
    // Decodes of several sequences share a batch, which llama.cpp counts as a prompt.
    engineTimings: request.sequences === 1 ? timings : null,
    server: null,
    conditions,
  }
}
