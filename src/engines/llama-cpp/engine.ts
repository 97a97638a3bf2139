import type { Llama, LlamaModel } from 'node-llama-cpp'
import { LlmBenchError } from '../../errors.ts'
import type { ChatFormatRecord } from '../../record/target.ts'
import { now } from '../../clock.ts'
import type { Evaluated, EvaluateRequest } from '../../intrinsic/evaluation.ts'
import type { ReadText } from '../../intrinsic/read-text.ts'
import type { Decision, DecisionRequest } from '../decision.ts'
import type { Engine, EngineContext, LoadedModel, Prepared, PrepareRequest, TellProgress } from '../engine.ts'
import type { ModelOptions } from '../../models/model-options.ts'
import { threadSteps } from './threads/calibrate-threads.ts'
import { chooseThreads } from './threads/choose-threads.ts'
import { assertNumbers } from './assert-numbers.ts'
import { isKnownRelease } from './answers/native-context.ts'
import { ruleCompiler } from './answers/compile-rules.ts'
import { RuleBook } from './answers/rule-book.ts'
import { type ContextMemory, contextMemory } from './machine/context-fit.ts'
import { firstContextSize } from '../../models/memory/candidate.ts'
import { ContextPool, type OpenContext } from './context-pool.ts'
import type { Generator } from './generate.ts'
import { diskBytesRead, pageCacheState } from './page-cache.ts'
import { roomToLengthen } from './lengthen.ts'
import { modelRequester } from './model-requester.ts'
import { describe, deviceName, type ModelFile, sizeOf } from './describe-model.ts'
import { parseTimings } from './perf-log.ts'
import { loadSpeculation, type Speculation } from './speculation/speculation.ts'
import { standAt } from './sequence/standing-prefix.ts'
import { estimatingTokenizer, promptTokenizer, type PromptTokenizer, vocabularySize } from './tokenize-prompt.ts'
import { chatTokens } from './chat/chat-tokens.ts'
import { itemTokens } from './items/items-tokens.ts'
import { ItemsWork } from './items/items-work.ts'
import { DecisionWork } from './decisions/decision-work.ts'
import { isItemsPrompt, type ItemsPrompt } from '../../workload/prompt.ts'
import { estimateChat } from './chat/estimate-chat.ts'
import { wrapperChat } from './chat/wrapper-chat.ts'
import { EvaluateWork } from './evaluate/evaluate-work.ts'
import { readTextBy } from './evaluate/read-text.ts'
import { contextNeed, contextSizeFor, wholePrompt } from './context-size.ts'

/** The module node-llama-cpp; it is handed in, so that one file alone imports it. */
export type NodeLlamaCpp = typeof import('node-llama-cpp')

/** Numbers of a context that loses nothing. */
const exactNumbers = { flashAttention: false, kvCache: 'F32' } as const

/** A context of llama.cpp, with the requester that measures in it. */
interface LlamaCppContext extends EngineContext, OpenContext {}

/** llama.cpp with one model loaded, through node-llama-cpp. */
export class LlamaCppEngine implements Engine {
  readonly loaded: LoadedModel
  readonly generator: Generator
  readonly #contexts: ContextPool
  readonly #memory: ContextMemory
  readonly #options: ModelOptions
  readonly #speculation: Speculation | null
  readonly #log: EngineLog
  readonly #items: ItemsWork
  readonly #evaluation: EvaluateWork
  readonly #decisions: DecisionWork

  private constructor(
    loaded: LoadedModel,
    generator: Generator,
    contexts: ContextPool,
    memory: ContextMemory,
    options: ModelOptions,
    log: EngineLog,
    speculation: Speculation | null,
  ) {
    this.loaded = loaded
    this.generator = generator
    this.#contexts = contexts
    this.#memory = memory
    this.#options = options
    this.#log = log
    this.#speculation = speculation
    const { model, tokenSource, tokenizer } = generator
    this.#items = new ItemsWork({
      model,
      name: loaded.name,
      purpose: loaded.purpose,
      threads: loaded.threads,
      tokensOf: itemTokens(model, tokenSource === 'estimated' ? tokenizer : null),
      tokenSource,
      contextSize: options.contextSize,
    })
    this.#evaluation = new EvaluateWork(
      async (contextSize, exact) =>
        await contexts.create(1, contextSize, loaded.threads, exact ? exactNumbers : options),
      () => vocabularySize(model),
    )
    this.#decisions = new DecisionWork({
      model,
      name: loaded.name,
      threads: loaded.threads,
      synthetic: tokenSource === 'estimated',
      contextSize: options.contextSize,
    })
  }

  /**
   * Loads the model and makes its first context; that is the load time. Thread calibration follows
   * and is not part of it.
   */
  static async load(
    llamaCpp: NodeLlamaCpp,
    llama: Llama,
    file: ModelFile,
    options: ModelOptions,
    log: LoadedLog,
    progress: TellProgress,
    draftFile: ModelFile | null = null,
  ): Promise<LlamaCppEngine> {
    const residentBytes = process.memoryUsage.rss()
    const read = diskBytesRead()
    const asked = now()
    const model = await loadModel(llama, file, options, progress)
    const most = options.threads === 'auto' ? Math.max(1, llama.cpuMathCores) : options.threads
    const startThreads = options.threads === 'auto' ? (threadSteps(most)[0] ?? 1) : options.threads
    const memory = contextMemory(llama, model, file, options, draftFile)
    const lookup = llamaCpp.InputLookupTokenPredictor
    const speculation = await loadSpeculation({ llama, model, file, draftFile, options, lookup })
    const contexts = new ContextPool(model, options, memory.assertFits, speculation)
    const size =
      options.contextSize === 'auto' ? Math.min(firstContextSize, model.trainContextSize) : options.contextSize
    contexts.threads = startThreads
    await contexts.open(1, size)
    const loadTimeMs = now() - asked
    const { threads, calibration } = await chooseThreads(model, contexts, options, most, progress)
    if (threads !== startThreads) await contexts.clear()
    contexts.threads = threads
    // Random weights were written here, and are numbers.
    if (!file.synthetic) await assertNumbers(file.path, model, (await contexts.open(1, size)).sequences[0])
    const loaded: LoadedModel = {
      ...describe(llama, model, file),
      device: await deviceName(llama),
      tensorUnits: log.tensorUnits,
      threads,
      calibration,
      loadTimeMs,
      residentBeforeBytes: residentBytes,
      pageCache: pageCacheState(read, diskBytesRead(), sizeOf(file.files)),
    }
    const generator: Generator = {
      model,
      tokenizer: tokenizerOf(llamaCpp, model, file),
      tokenSource: file.synthetic ? 'estimated' : 'engine',
      neverStops: file.synthetic,
      rules: new RuleBook(ruleCompiler(llamaCpp, model)),
      steps: isKnownRelease(await llamaCpp.getModuleVersion()),
    }
    return new LlamaCppEngine(loaded, generator, contexts, memory, options, log, speculation)
  }

  async prepare({ prompts, sampling, sequences }: PrepareRequest): Promise<Prepared> {
    // A context that it judged others in is no memory of what is measured now.
    await this.#decisions.clear()
    const items = prompts.filter(isItemsPrompt)
    if (items.length > 0) return await this.#items.prepare(items, sequences)
    const { tokenizer } = this.generator
    const { rules, seed } = sampling
    if (rules !== undefined) await this.generator.rules.of(rules)
    const need = { tokens: 0, slack: 0 }
    let longestPrompt = depthOf(sampling)
    let chatFormat: ChatFormatRecord | null = null
    for (const [index, prompt] of prompts.entries()) {
      const whole = wholePrompt(prompt)
      const input = tokenizer.tokenize(whole, seed + index, rules).length
      const { tokens, slack } = contextNeed(prompt, input, prompt.maxTokens ?? sampling.maxTokens, tokenizer.growth)
      longestPrompt = Math.max(longestPrompt, input)
      need.tokens = Math.max(need.tokens, tokens)
      need.slack = Math.max(need.slack, slack + roomToLengthen(tokens))
      if (chatFormat?.source !== 'fallback') chatFormat = tokenizer.format(whole, rules) ?? chatFormat
    }
    const depth = depthOf(sampling)
    const size = contextSizeFor(need, this.#options.contextSize, this.loaded.trainContextSize, depth)
    const { context, sequences: opened } = await this.#contexts.open(sequences, size, longestPrompt)
    // Not in the time of the first request.
    if (depth > 0) for (const sequence of opened) await standAt(sequence, tokenizer, sampling)
    const { ram, vram } = context.memoryUsage
    return {
      contextSize: size,
      contextBytes: ram + vram,
      contextVramBytes: vram,
      predictedMemory: this.#memory.predicted(this.#contexts.shapes()),
      chatFormat,
    }
  }

  async openItemsContext(kind: ItemsPrompt['kind'], sequences: number, contextSize: number): Promise<EngineContext> {
    return await this.#items.openContext(kind, sequences, contextSize)
  }

  readText(text: string): ReadText {
    const { model, tokenizer, tokenSource } = this.generator
    return readTextBy(model, tokenSource === 'estimated' ? tokenizer : null, text)
  }

  async evaluate(request: EvaluateRequest): Promise<Evaluated> {
    return await this.#evaluation.evaluate(request)
  }

  async endEvaluation(): Promise<void> {
    await this.#evaluation.clear()
  }

  async decide(request: DecisionRequest): Promise<Decision> {
    return await this.#decisions.decide(request)
  }

  async unload(): Promise<void> {
    await this.#evaluation.clear()
    await this.#decisions.clear()
    await this.#contexts.clear()
    await this.#items.clear()
    await this.#speculation?.unload()
    await this.generator.model.dispose()
  }

  async openContext(sequences: number, contextSize: number): Promise<LlamaCppContext> {
    const open = await this.#contexts.open(sequences, contextSize)
    return {
      ...open,
      requester: modelRequester(this.generator, open.sequences, open.clock),
      takeTimings: async () => {
        // The engine takes the check of a draft for the evaluation of a prompt.
        if (this.#speculation !== null) return null
        this.#log.startCapture()
        await open.context.printTimings()
        const timings = parseTimings(this.#log.stopCapture())
        const sampler = open.clock.take()
        return timings === null ? null : { ...timings, ...(sampler ?? { samplerMs: null, sampledTokens: null }) }
      },
    }
  }
}

/** Log of the engine's lines, with a way to read some of them back. */
export interface EngineLog {
  startCapture(): void
  stopCapture(): string
}

/** Log of the engine's lines, with what they said while the model was loaded. */
export interface LoadedLog extends EngineLog {
  /** Whether the tensor units of the GPU are used; null where nothing said so. */
  readonly tensorUnits: boolean | null
}

/**
 * Loads the weights.
 * @throws LlmBenchError `engine-failed`
 */
export async function loadModel(
  llama: Llama,
  file: ModelFile,
  options: ModelOptions,
  progress: TellProgress,
): Promise<LlamaModel> {
  try {
    return await llama.loadModel({
      modelPath: file.path,
      gpuLayers: llama.gpu === false ? 0 : options.gpuLayers,
      useMmap: options.mmap,
      onLoadProgress: (share) => progress(`loading ${file.name}: ${Math.round(share * 100)} %`, share),
    })
  } catch (error) {
    throw new LlmBenchError('engine-failed', `"${file.path}" could not be loaded: ${messageOf(error)}`, {
      cause: error,
    })
  }
}

function tokenizerOf({ resolveChatWrapper }: NodeLlamaCpp, model: LlamaModel, file: ModelFile): PromptTokenizer {
  return file.synthetic
    ? estimatingTokenizer(model, estimateChat(file))
    : promptTokenizer(model, chatTokens(model, file, wrapperChat(resolveChatWrapper, model)))
}

function depthOf({ depth = 0 }: PrepareRequest['sampling']): number {
  return depth
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
