/** Ground truth of one request for tokens. Times are milliseconds of CLOCK_MONOTONIC. */
export interface RequestStamps {
  /** Value of the client's `x-request-id`; null when it sent none. */
  readonly id: string | null
  /** Moment at which the first byte of the request was read. */
  readonly arrived: number
  /** Moment at which the last byte of the request was read. */
  readonly received: number
  /**
   * Moments just before each write that completes an event with generated tokens; one for each event of
   * a replayed stream, one for an answer that is not streamed. The role chunk is none of them.
   */
  readonly writes: Float64Array
  /** Moment after the last write of the answer; null while it runs, and when it never came to its end. */
  readonly ended: number | null
  /** Kind of the fault that met the request; null for none. */
  readonly fault: string | null
  /** Number of words of all messages, or of the prompt. */
  readonly promptTokens: number
  /** Number of tokens written so far. */
  readonly completionTokens: number
}

/** Stamps of one request while they are taken. */
export class StampRecord {
  readonly id: string | null
  readonly arrived: number
  readonly received: number
  readonly fault: string | null
  readonly promptTokens: number
  completionTokens = 0
  ended: number | null = null
  #writes: Float64Array = none
  #count = 0

  constructor(start: Pick<RequestStamps, 'id' | 'arrived' | 'received' | 'fault' | 'promptTokens'>) {
    this.id = start.id
    this.arrived = start.arrived
    this.received = start.received
    this.fault = start.fault
    this.promptTokens = start.promptTokens
  }

  /** Makes room for so many writes at once. */
  expect(writes: number): void {
    this.#writes = new Float64Array(writes)
  }

  stamp(time: number): void {
    if (this.#count === this.#writes.length) {
      const longer = new Float64Array(Math.max(16, this.#count * 2))
      longer.set(this.#writes)
      this.#writes = longer
    }
    this.#writes[this.#count++] = time
  }

  /** The stamps so far; a copy only when asked for. */
  get writes(): Float64Array {
    return this.#writes.subarray(0, this.#count)
  }

  copy(): RequestStamps {
    const { id, arrived, received, fault, promptTokens, completionTokens, ended } = this
    return { id, arrived, received, writes: this.writes.slice(), ended, fault, promptTokens, completionTokens }
  }
}

const none: Float64Array = new Float64Array(0)

/** Stamps of the latest requests, in the order they were received. */
export class StampLog {
  readonly #limit: number
  #records: StampRecord[] = []
  /** Place of the oldest once the limit is reached. */
  #oldest = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  add(record: StampRecord): void {
    if (this.#limit === 0) return
    if (this.#records.length < this.#limit) {
      this.#records.push(record)
      return
    }
    this.#records[this.#oldest] = record
    this.#oldest = (this.#oldest + 1) % this.#limit
  }

  all(): RequestStamps[] {
    const { length } = this.#records
    return this.#records.map((_, index) => (this.#records[(this.#oldest + index) % length] as StampRecord).copy())
  }

  clear(): void {
    this.#records = []
    this.#oldest = 0
  }
}

/** Stamps as JSON: the times of the writes as a list. */
export function stampsJson(stamps: readonly RequestStamps[]): string {
  return JSON.stringify(stamps, (_, value: unknown) => (value instanceof Float64Array ? [...value] : value))
}
