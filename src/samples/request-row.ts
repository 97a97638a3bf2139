import type { SampleColumns } from './columns.ts'
import type { ChunkFacts, CompletedRequest, FailedRequest, MeasuredRequest } from './facts.ts'
import type { Kind } from './request-kind.ts'
import type { AskedTokens, EngineDetails, HttpDetails, TaskDetails, TokenCounts } from './sample.ts'
import type { RareName } from './rare-names.ts'

/** Columns that a row is read from. */
export interface RowSource {
  scalar(name: keyof SampleColumns, row: number): number | null
  rare(name: RareName, row: number): number | null
  kind(row: number): Kind
  index(row: number): number
  stream(row: number): number
  chunks(row: number): ChunkFacts
}

/** Every field of a request, whether it was answered or not: a new one of a sample is a getter here. */
type Fields = { readonly [Name in keyof CompletedRequest | keyof FailedRequest | keyof MeasuredRequest]: unknown }

type AnyKind = Partial<Omit<CompletedRequest, 'state'> & Omit<FailedRequest, 'state'>> & Kind

/**
 * A request as a view of its table: it takes next to no room, and makes what is asked of it. To whoever looks
 * at it, it is a sample without the answer.
 */
export class RequestRow implements Fields {
  readonly #table: RowSource
  readonly #row: number

  constructor(table: RowSource, row: number) {
    this.#table = table
    this.#row = row
  }

  get #kind(): AnyKind {
    return this.#table.kind(this.#row)
  }

  #scalar(name: keyof SampleColumns): number | null {
    return this.#table.scalar(name, this.#row)
  }

  #rare(name: RareName): number | null {
    return this.#table.rare(name, this.#row)
  }

  get state(): 'completed' | 'failed' {
    return this.#kind.state
  }
  get index(): number {
    return this.#table.index(this.#row)
  }
  get phase(): 'warmup' | 'measured' {
    return this.#kind.phase
  }
  get slot(): number {
    return this.#scalar('slot') ?? 0
  }
  get stream(): number {
    return this.#table.stream(this.#row)
  }
  get turn(): number | undefined {
    return this.#rare('turn') ?? undefined
  }
  get intended(): number {
    return this.#scalar('intended') ?? Number.NaN
  }
  get sent(): number {
    return this.#scalar('sent') ?? Number.NaN
  }
  get end(): number {
    return this.#scalar('end') ?? Number.NaN
  }
  get over(): number | undefined {
    return this.#rare('over') ?? undefined
  }
  get firstChunk(): number | null {
    if (this.state === 'failed') return null
    return this.#kind.startsWithFirst ? this.first : this.#rare('firstChunk')
  }
  get first(): number | null {
    return this.#scalar('first')
  }
  get firstVisible(): number | null {
    return this.#scalar('firstVisible')
  }
  get hiddenTokens(): number {
    return this.#scalar('hiddenTokens') ?? 0
  }
  get firstTokens(): number | null {
    return this.#scalar('firstTokens')
  }
  get tokens(): TokenCounts {
    const written = this.#scalar('cacheWriteTokens')
    return {
      ...this.#kind.tokens,
      input: this.#scalar('inputTokens'),
      output: this.#scalar('outputTokens') ?? 0,
      cached: this.#scalar('cachedTokens'),
      reasoning: this.#scalar('reasoningTokens'),
      ...(written === null ? {} : { written }),
    }
  }
  get asked(): AskedTokens | undefined {
    const { asked } = this.#kind
    const least = this.#rare('askedLeast')
    return (
      asked && {
        ...asked,
        input: this.#rare('askedInput'),
        output: this.#rare('askedOutput'),
        ...(least === null ? {} : { least }),
      }
    )
  }
  get http(): HttpDetails | undefined {
    const { http } = this.#kind
    return http && { ...http, connectMs: this.#rare('connectMs') }
  }
  get engine(): EngineDetails | undefined {
    if (!this.#kind.hasEngine) return undefined
    const of = (name: RareName): number => this.#rare(name) ?? 0
    return {
      promptTokens: of('promptTokens'),
      promptMs: of('promptMs'),
      decodeTokens: of('decodeTokens'),
      decodeMs: of('decodeMs'),
    }
  }
  get task(): TaskDetails | undefined {
    const { task } = this.#kind
    const of = (name: RareName): number => this.#rare(name) ?? 0
    return task && { ...task, steps: of('taskSteps'), calls: of('taskCalls'), usd: of('taskUsd') }
  }
  get model(): string | undefined {
    return this.#kind.model
  }
  get finish(): CompletedRequest['finish'] | undefined {
    return this.#kind.finish
  }
  get choices(): number | undefined {
    return this.#kind.choices
  }
  get items(): number | undefined {
    return this.#rare('items') ?? undefined
  }
  get dimensions(): number | undefined {
    return this.#kind.dimensions
  }
  get unended(): true | undefined {
    return this.#kind.unended
  }
  get failure(): FailedRequest['failure'] | undefined {
    return this.#kind.failure
  }
  get chunks(): ChunkFacts {
    return this.#table.chunks(this.#row)
  }
}
