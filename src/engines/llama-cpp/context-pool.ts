import type { LlamaContext, LlamaContextSequence, LlamaModel } from 'node-llama-cpp'
import { LlmBenchError } from '../../errors.ts'
import { type SamplerClock, samplerClock } from './answers/sampler-clock.ts'
import { kvTypesOf } from '../../models/kv-cache.ts'
import type { ContextFit } from './machine/context-fit.ts'
import type { PredictedContext } from '../../models/memory/predict-memory.ts'
import type { ModelOptions } from '../../models/model-options.ts'
import { draftInto } from './speculation/counted-drafts.ts'
import type { Speculation } from './speculation/speculation.ts'

/** A context and its sequences. */
export interface OpenContext {
  readonly context: LlamaContext
  readonly sequences: readonly LlamaContextSequence[]
  readonly clock: SamplerClock
}

/** A context that is kept open, and the longest prompt that it was prepared for. */
interface KeptContext extends OpenContext {
  readonly shape: PredictedContext
  readonly end: () => Promise<void>
}

/** Number of contexts kept open; the least recently used goes when there are more. */
const mostContexts = 3

/** Contexts of one model by (sequences, tokens a sequence holds). */
export class ContextPool {
  readonly #model: LlamaModel
  readonly #options: ModelOptions
  readonly #assertFits: ContextFit
  readonly #speculation: Speculation | null
  readonly #open = new Map<string, KeptContext>()
  /** Engine threads of contexts made from now on. */
  threads = 1

  /** @param assertFits throws where there is no memory for a context */
  constructor(
    model: LlamaModel,
    options: ModelOptions,
    assertFits: ContextFit = () => {},
    speculation: Speculation | null = null,
  ) {
    this.#model = model
    this.#options = options
    this.#assertFits = assertFits
    this.#speculation = speculation
  }

  /** Shapes of the contexts that are open. */
  shapes(): PredictedContext[] {
    return [...this.#open.values()].map(({ shape }) => shape)
  }

  /** @param longestPrompt tokens of the longest prompt that is to be evaluated in it, as far as one is known */
  async open(sequences: number, contextSize: number, longestPrompt = 0): Promise<OpenContext> {
    const key = `${sequences}x${contextSize}`
    const found = this.#open.get(key)
    if (found !== undefined) {
      this.#open.delete(key)
      const longest = Math.max(found.shape.longestPrompt, longestPrompt)
      this.#open.set(key, { ...found, shape: { ...found.shape, longestPrompt: longest } })
      return found
    }
    const context = await this.create(sequences, contextSize, this.threads)
    const drafts = (await this.#speculation?.draftsFor({ sequences, contextSize, threads: this.threads })) ?? null
    const made = {
      context,
      sequences: Array.from({ length: sequences }, (_, place) => {
        const counted = drafts?.perSequence[place]
        return counted === undefined
          ? context.getSequence()
          : draftInto(context.getSequence({ tokenPredictor: counted.predictor }), counted)
      }),
      clock: samplerClock(context),
      shape: { sequences, contextSize, longestPrompt },
      end: async () => {
        await context.dispose()
        await drafts?.end()
      },
    }
    this.#open.set(key, made)
    await this.#evict()
    return made
  }

  /**
   * Makes a context that is not kept.
   * @param numbers how attention is computed, and what keys and values are kept in. Default: as the model was loaded
   * @throws LlmBenchError `engine-failed` where it cannot be made, `model-too-large` where memory is short
   */
  async create(
    sequences: number,
    contextSize: number,
    threads: number,
    { flashAttention, kvCache }: Pick<ModelOptions, 'flashAttention' | 'kvCache'> = this.#options,
  ): Promise<LlamaContext> {
    const { batchSize } = this.#options
    const kv = kvTypesOf(kvCache)
    this.#assertFits({ sequences, contextSize }, this.shapes())
    try {
      return await this.#model.createContext({
        sequences,
        contextSize,
        threads: { ideal: threads, min: threads },
        flashAttention,
        performanceTracking: true,
        // A smaller context than asked for would be a different measurement.
        failedCreationRemedy: false,
        ...(batchSize === 'auto' ? {} : { batchSize }),
        ...(kv === null ? {} : { experimentalKvCacheKeyType: kv.key, experimentalKvCacheValueType: kv.value }),
      })
    } catch (error) {
      throw new LlmBenchError(
        'engine-failed',
        `no context of ${sequences} × ${contextSize} tokens could be made: ` +
          `${error instanceof Error ? error.message : String(error)}: ` +
          `lower the concurrency, maxTokens or contextSize${kv === null ? '' : ', or leave kvCache out'}`,
        { cause: error },
      )
    }
  }

  async clear(): Promise<void> {
    for (const { end } of this.#open.values()) await end()
    this.#open.clear()
  }

  async #evict(): Promise<void> {
    const [oldest] = this.#open
    if (this.#open.size <= mostContexts || oldest === undefined) return
    const [key, { end }] = oldest
    this.#open.delete(key)
    await end()
  }
}
