import { answerPrint } from './answer-print.ts'
import { columnNames, type SampleColumns, scalarsOf } from './columns.ts'
import { type ChunkFacts, chunkFacts, factsOf, type MeasuredRequest, type RequestFacts } from './facts.ts'
import { FloatColumn, WholeColumn } from './table/number-column.ts'
import { RareColumn } from './table/rare-column.ts'
import { type Rows, TableRows } from './table/rows.ts'
import { type Kind, kindOf } from './request-kind.ts'
import { type RareName, rareNames } from './rare-names.ts'
import { RequestRow } from './request-row.ts'
import type { Sample } from './sample.ts'

/**
 * Requests as columns: about 70 bytes each, however long their answers are. Facts that many requests have in
 * common, such as how they ended, are kept once, and so is what all of them have.
 */
export class RequestTable {
  readonly #scalars = new Map(columnNames.map((name) => [name, new FloatColumn()]))
  readonly #index = new WholeColumn()
  readonly #stream = new WholeColumn()
  readonly #kind = new WholeColumn()
  readonly #print = new WholeColumn()
  readonly #chunks = new WholeColumn()
  readonly #reads = new WholeColumn()
  /** Zero stands for one that cannot be told. */
  readonly #unseen = new WholeColumn()
  readonly #medianGap = new FloatColumn()
  readonly #rare = new Map<RareName, RareColumn>(rareNames.map((name) => [name, new RareColumn()]))
  readonly #kinds: Kind[] = []
  readonly #places = new Map<string, number>()
  #count = 0

  /** Number of requests. */
  get count(): number {
    return this.#count
  }

  add(sample: Sample): void {
    this.#print.set(this.#count, answerPrint(sample))
    this.#write(this.#count++, factsOf(sample), chunkFacts(sample))
  }

  /** Writes a request in the place of the one that it turned out to be. */
  replace(row: number, sample: Sample): void {
    this.#write(row, factsOf(sample), this.row(row).chunks)
  }

  #write(row: number, facts: RequestFacts, { count, medianGapMs, reads, unseenTokens }: ChunkFacts): void {
    const scalars = scalarsOf(facts)
    for (const [name, column] of this.#scalars) column.set(row, scalars[name])
    this.#index.set(row, facts.index)
    this.#stream.set(row, facts.stream)
    this.#kind.set(row, this.#placeOf(facts))
    this.#chunks.set(row, count)
    this.#reads.set(row, reads)
    this.#unseen.set(row, unseenTokens ?? 0)
    this.#medianGap.set(row, medianGapMs)
    const { turn, over, items, asked, http, engine, task } = facts
    const rare: Record<RareName, number | null | undefined> = {
      turn,
      over,
      items,
      firstChunk: facts.state === 'completed' && facts.firstChunk !== facts.first ? facts.firstChunk : null,
      askedInput: asked?.input,
      askedOutput: asked?.output,
      askedLeast: asked?.least,
      connectMs: http?.connectMs,
      promptTokens: engine?.promptTokens,
      promptMs: engine?.promptMs,
      decodeTokens: engine?.decodeTokens,
      decodeMs: engine?.decodeMs,
      taskSteps: task?.steps,
      taskCalls: task?.calls,
      taskUsd: task?.usd,
    }
    for (const [name, column] of this.#rare) column.set(row, rare[name])
  }

  #placeOf(facts: RequestFacts): number {
    const kind = kindOf(facts)
    const key = JSON.stringify(kind)
    const place = this.#places.get(key) ?? this.#kinds.push(kind) - 1
    this.#places.set(key, place)
    return place
  }

  /** Puts the requests in this order of their rows. */
  reorder(rows: Uint32Array): void {
    for (const column of this.#scalars.values()) column.reorder(rows)
    for (const column of this.#rare.values()) column.reorder(rows)
    const columns = [this.#index, this.#stream, this.#kind, this.#print, this.#chunks, this.#reads, this.#unseen]
    for (const column of columns) column.reorder(rows)
    this.#medianGap.reorder(rows)
  }

  /** One request. */
  row(row: number): MeasuredRequest {
    return new RequestRow(this, row) as unknown as MeasuredRequest
  }

  /** Gaps between the chunks of each request: none of one that failed. */
  gapCounts(): Uint32Array {
    return Uint32Array.from({ length: this.#count }, (_, row) =>
      this.kind(row).state === 'failed' ? 0 : Math.max(0, this.#chunks.at(row) - 1),
    )
  }

  /** Every request, in order: each a view of this table, made as it is looked at. */
  rows(): Rows<MeasuredRequest> {
    return new TableRows(this.#count, (row) => this.row(row))
  }

  /** The scalars of all requests; those that differ in place: they change with this table. */
  columns(): SampleColumns {
    const entries = [...this.#scalars].map(([name, column]) => [name, column.first(this.#count)])
    return Object.fromEntries(entries) as SampleColumns
  }

  /** A scalar of a request; null where it has none. */
  scalar(name: keyof SampleColumns, row: number): number | null {
    const value = this.#scalars.get(name)?.at(row)
    return value === undefined || Number.isNaN(value) ? null : value
  }

  /** A fact that few runs have; null where the request has it not. */
  rare(name: RareName, row: number): number | null {
    return this.#rare.get(name)?.at(row) ?? null
  }

  /** The answer of a request as a number, by which equal ones are known. */
  print(row: number): number {
    return this.#print.at(row)
  }

  kind(row: number): Kind {
    return this.#kinds[this.#kind.at(row)] as Kind
  }

  index(row: number): number {
    return this.#index.at(row)
  }

  stream(row: number): number {
    return this.#stream.at(row)
  }

  chunks(row: number): ChunkFacts {
    return {
      count: this.#chunks.at(row),
      medianGapMs: this.#medianGap.at(row),
      reads: this.#reads.at(row),
      unseenTokens: this.#unseen.at(row) || null,
    }
  }
}
