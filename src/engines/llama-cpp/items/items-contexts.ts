import type { LlamaEmbeddingContext, LlamaModel, LlamaRankingContext } from 'node-llama-cpp'
import { LlmBenchError } from '../../../errors.ts'
import { rankingTemplate } from './ranking-template.ts'

/** Contexts of one kind, each of which evaluates one text at a time. */
export type ItemsContexts =
  | { readonly kind: 'texts'; readonly contexts: readonly LlamaEmbeddingContext[] }
  | { readonly kind: 'ranking'; readonly contexts: readonly LlamaRankingContext[] }

/** Number, size and kind of contexts. */
export interface ItemsShape {
  readonly kind: 'texts' | 'ranking'
  readonly count: number
  /** Tokens of the longest input that each takes, and one more. */
  readonly contextSize: number
  readonly threads: number
}

/** Contexts of one model that are open: those of the last shape that was asked for. */
export class ItemsPool {
  readonly #model: LlamaModel
  #key = ''
  #open: ItemsContexts | null = null

  constructor(model: LlamaModel) {
    this.#model = model
  }

  /** @throws LlmBenchError `engine-failed` where they cannot be made */
  async open(shape: ItemsShape): Promise<ItemsContexts> {
    const key = JSON.stringify(shape)
    if (this.#open !== null && key === this.#key) return this.#open
    await this.clear()
    this.#open = await this.#made(shape)
    this.#key = key
    return this.#open
  }

  async clear(): Promise<void> {
    const open = this.#open
    this.#open = null
    this.#key = ''
    for (const context of open?.contexts ?? []) await context.dispose()
  }

  async #made({ kind, count, contextSize, threads }: ItemsShape): Promise<ItemsContexts> {
    // An encoder looks at all of its input at once: it has to fit into one batch.
    const options = { contextSize, batchSize: contextSize, threads }
    const model = this.#model
    try {
      return kind === 'texts'
        ? { kind, contexts: await several(count, async () => await model.createEmbeddingContext(options)) }
        : {
            kind,
            contexts: await several(
              count,
              async () => await model.createRankingContext({ ...options, ...rankingTemplate(model) }),
            ),
          }
    } catch (error) {
      throw new LlmBenchError(
        'engine-failed',
        `no ${count} contexts of ${contextSize} tokens for ${kind === 'texts' ? 'vectors' : 'scores'} ` +
          'could be made: ' +
          `${error instanceof Error ? error.message : String(error)}: lower the concurrency, or shorten the texts`,
        { cause: error },
      )
    }
  }
}

/** Makes contexts one after the other; those that were made go where one fails. */
async function several<Context extends { dispose(): Promise<void> }>(
  count: number,
  make: () => Promise<Context>,
): Promise<Context[]> {
  const contexts: Context[] = []
  try {
    while (contexts.length < count) contexts.push(await make())
    return contexts
  } catch (error) {
    for (const context of contexts) await context.dispose()
    throw error
  }
}

/** Memory that contexts take, in bytes; null where the engine does not tell. */
export function memoryOf({ contexts }: ItemsContexts): { readonly ram: number; readonly vram: number } | null {
  const usages = contexts.map((context) => {
    // Only the context inside of it is asked for its memory.
    const inner = (context as unknown as { _llamaContext?: { memoryUsage?: { ram: number; vram: number } } })
      ._llamaContext
    return inner?.memoryUsage
  })
  if (usages.some((usage) => typeof usage?.ram !== 'number' || typeof usage.vram !== 'number')) return null
  const sum = (name: 'ram' | 'vram'): number => usages.reduce((total, usage) => total + (usage?.[name] ?? 0), 0)
  return { ram: sum('ram'), vram: sum('vram') }
}
