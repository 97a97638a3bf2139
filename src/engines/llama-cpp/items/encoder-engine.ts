import type { Llama, LlamaModel } from 'node-llama-cpp'
import { now } from '../../../clock.ts'
import { LlmBenchError } from '../../../errors.ts'
import type { ModelOptions } from '../../../models/model-options.ts'
import { isItemsPrompt, type ItemsPrompt } from '../../../workload/prompt.ts'
import type { Engine, EngineContext, LoadedModel, Prepared, PrepareRequest, TellProgress } from '../../engine.ts'
import { describe, deviceName, sizeOf } from '../describe-model.ts'
import type { ModelFile } from '../describe-model.ts'
import { type LoadedLog, loadModel } from '../engine.ts'
import { assertMadeFor } from '../model-purpose.ts'
import { diskBytesRead, pageCacheState } from '../page-cache.ts'
import { estimatingTokenizer } from '../tokenize-prompt.ts'
import { estimateChat } from '../chat/estimate-chat.ts'
import { itemTokens } from './items-tokens.ts'
import { ItemsWork } from './items-work.ts'

/** A text that a model is tried with. */
const trial: ItemsPrompt = { kind: 'texts', texts: ['A text.'], dimensions: null }
const rankedTrial: ItemsPrompt = { kind: 'ranking', query: 'A text?', documents: ['A text.'], topN: null }

/** llama.cpp with one model loaded that makes vectors or scores, and generates no text. */
export class EncoderEngine implements Engine {
  readonly loaded: LoadedModel
  readonly #work: ItemsWork
  readonly #model: LlamaModel

  private constructor(loaded: LoadedModel, work: ItemsWork, model: LlamaModel) {
    this.loaded = loaded
    this.#work = work
    this.#model = model
  }

  /**
   * Loads the model and makes its first context; that is the load time. Threads are all of the processor's, unless the
   * option says otherwise: an encoder reads a text at once, which is work for each of them.
   */
  static async load(
    llama: Llama,
    file: ModelFile,
    options: ModelOptions,
    log: LoadedLog,
    progress: TellProgress,
  ): Promise<EncoderEngine> {
    const residentBeforeBytes = process.memoryUsage.rss()
    const read = diskBytesRead()
    const asked = now()
    const model = await loadModel(llama, file, options, progress)
    const threads = options.threads === 'auto' ? Math.max(1, llama.cpuMathCores) : options.threads
    const estimating = file.synthetic ? estimatingTokenizer(model, estimateChat(file)) : null
    const work = new ItemsWork({
      model,
      name: file.name,
      purpose: file.purpose,
      threads,
      tokensOf: itemTokens(model, estimating),
      tokenSource: file.synthetic ? 'estimated' : 'engine',
      contextSize: options.contextSize,
    })
    const prompt = file.purpose === 'ranking' ? rankedTrial : trial
    const { contextSize } = await work.prepare([prompt], 1)
    const loadTimeMs = now() - asked
    await tryOut(file.path, await work.openContext(prompt.kind, 1, contextSize), prompt)
    const loaded: LoadedModel = {
      ...describe(llama, model, file),
      device: await deviceName(llama),
      tensorUnits: log.tensorUnits,
      threads,
      calibration: [],
      loadTimeMs,
      residentBeforeBytes,
      pageCache: pageCacheState(read, diskBytesRead(), sizeOf(file.files)),
    }
    return new EncoderEngine(loaded, work, model)
  }

  async prepare({ prompts, sequences }: PrepareRequest): Promise<Prepared> {
    const items = prompts.filter(isItemsPrompt)
    if (items.length < prompts.length) assertMadeFor(this.loaded.name, this.loaded.purpose, 'text')
    return await this.#work.prepare(items, sequences)
  }

  async openContext(): Promise<EngineContext> {
    assertMadeFor(this.loaded.name, this.loaded.purpose, 'text')
    throw new TypeError('an encoder has no context for texts')
  }

  readText(): never {
    assertMadeFor(this.loaded.name, this.loaded.purpose, 'text')
    throw new TypeError('an encoder foretells no text')
  }

  async evaluate(): Promise<never> {
    return this.readText()
  }

  async endEvaluation(): Promise<void> {}

  async decide(): Promise<never> {
    assertMadeFor(this.loaded.name, this.loaded.purpose, 'text')
    throw new TypeError('an encoder decides nothing')
  }

  async unload(): Promise<void> {
    await this.#work.clear()
    await this.#model.dispose()
  }

  async openItemsContext(kind: ItemsPrompt['kind'], sequences: number, contextSize: number): Promise<EngineContext> {
    return await this.#work.openContext(kind, sequences, contextSize)
  }
}

/**
 * Refuses a model whose first answer is no number, as a damaged or badly converted one gives.
 * @throws LlmBenchError `model-invalid`
 */
async function tryOut(path: string, { requester }: EngineContext, prompt: ItemsPrompt): Promise<void> {
  const sampling = { maxTokens: 0, temperature: 0, seed: 0, ignoreEos: false }
  const job = { index: 0, phase: 'warmup', slot: 0, stream: 0, turn: null, intended: now(), prompt, sampling } as const
  const sample = await requester.request(job, new AbortController().signal)
  if (typeof sample === 'function' || sample?.state !== 'failed') return
  throw new LlmBenchError(
    'model-invalid',
    `model "${path}" makes no vector of a short text: ${sample.failure.message}; ` +
      'download it again, or choose another conversion',
  )
}
