import type { LlamaModel } from 'node-llama-cpp'
import { LlmBenchError } from '../../../errors.ts'
import { formatCount } from '../../../figures.ts'
import type { ModelPurpose } from '../../../record/target.ts'
import type { TokenSource } from '../../../record/tokens.ts'
import type { ItemsPrompt } from '../../../workload/prompt.ts'
import type { EngineContext, Prepared } from '../../engine.ts'
import { assertMadeFor } from '../model-purpose.ts'
import { ItemsPool, memoryOf } from './items-contexts.ts'
import { itemsRequester } from './items-requester.ts'
import { longestInput, type TokensOf } from './items-tokens.ts'

/** A model as requests of vectors or scores use it. */
export interface ItemsModel {
  readonly model: LlamaModel
  readonly name: string
  readonly purpose: ModelPurpose
  readonly threads: number
  readonly tokensOf: TokensOf
  readonly tokenSource: TokenSource
  /** The option `contextSize`. */
  readonly contextSize: number | 'auto'
}

/** Vectors and scores of a model: contexts of their own, one for each client. */
export class ItemsWork {
  readonly #model: ItemsModel
  readonly #pool: ItemsPool

  constructor(model: ItemsModel) {
    this.#model = model
    this.#pool = new ItemsPool(model.model)
  }

  /**
   * Makes contexts in which every text fits whole: none is cut.
   * @throws LlmBenchError `invalid-workload` where one is too long, or the model is made for something else
   */
  async prepare(prompts: readonly ItemsPrompt[], sequences: number): Promise<Prepared> {
    const { model, name, purpose, threads, tokensOf, contextSize: option } = this.#model
    const kind = prompts[0]?.kind ?? 'texts'
    assertMadeFor(name, purpose, kind === 'texts' ? 'embedding' : 'ranking')
    for (const prompt of prompts) assertDimensions(prompt, model)
    const longest = prompts.reduce((most, prompt) => Math.max(most, longestInput(prompt, tokensOf)), 0)
    const most = option === 'auto' ? model.trainContextSize : option
    // Tokens that part texts are counted at their most.
    if (longest > most + spare) throw tooLong(longest, most, option)
    // node-llama-cpp wants one more than the input has.
    const contextSize = Math.max(leastSize, 2 ** Math.ceil(Math.log2(longest + 1)))
    const opened = await this.#pool.open({ kind, count: sequences, contextSize, threads })
    const memory = memoryOf(opened)
    return {
      contextSize,
      contextBytes: memory === null ? null : memory.ram + memory.vram,
      contextVramBytes: memory?.vram ?? 0,
      predictedMemory: null,
      chatFormat: null,
    }
  }

  /** Frees all contexts. */
  async clear(): Promise<void> {
    await this.#pool.clear()
  }

  async openContext(kind: ItemsPrompt['kind'], sequences: number, contextSize: number): Promise<EngineContext> {
    const { threads, tokensOf, tokenSource } = this.#model
    const opened = await this.#pool.open({ kind, count: sequences, contextSize, threads })
    return { requester: itemsRequester(opened, tokensOf, tokenSource), takeTimings: async () => null }
  }
}

/** Tokens by which the length of an input may have been counted too high. */
const spare = 2
const leastSize = 64

function tooLong(longest: number, most: number, option: number | 'auto'): LlmBenchError {
  const limit = option === 'auto' ? `the model was trained for ${formatCount(most)}` : `option contextSize is ${most}`
  const wayOut = option === 'auto' ? 'take a model with a longer context' : 'raise contextSize'
  return new LlmBenchError(
    'invalid-workload',
    `the longest text has about ${formatCount(longest)} tokens, ${limit}, and none is cut: shorten it or ${wayOut}`,
  )
}

function assertDimensions(prompt: ItemsPrompt, { embeddingVectorSize }: LlamaModel): void {
  if (prompt.kind !== 'texts' || prompt.dimensions === null || prompt.dimensions === embeddingVectorSize) return
  throw new LlmBenchError(
    'invalid-workload',
    `embed(texts, { dimensions }): ${formatCount(prompt.dimensions)} is not allowed: a local model's vectors have ` +
      `${formatCount(embeddingVectorSize)} numbers; leave it out`,
  )
}
