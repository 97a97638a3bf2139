import { pause } from '../../clock.ts'
import type { LlmBenchError } from '../../errors.ts'
import type { BlockEnd } from '../../block/end.ts'
import type { FailureClass, Sample } from '../../samples/sample.ts'

/** Failures of a server that is no more: of these alone its end is waited for. */
const lostConnection: ReadonlySet<FailureClass> = new Set(['refused', 'reset', 'truncated'])
/** Time in which the end of a server is known here, in milliseconds. */
const newsMs = 2000

/** Makes a block, and tells of its samples. */
type MakeBlock = (signal: AbortSignal, onSamples: (samples: Sample[]) => void) => Promise<BlockEnd>

/** The life of a server that was started here: a block that it did not outlive has failed. */
export class ServerLife {
  readonly #gone = new AbortController()
  readonly #news: Promise<void>
  #obituary: LlmBenchError | null = null

  /** @param gone settles with the reason when the server is gone; where it fails, nobody knows */
  constructor(gone: () => Promise<LlmBenchError>) {
    this.#news = gone().then(
      (obituary) => {
        this.#obituary = obituary
        this.#gone.abort()
      },
      () => {},
    )
  }

  /**
   * Makes a block, and gives it up when the server ends.
   * @throws LlmBenchError `server-failed` with the server's obituary; what `make` throws
   */
  async outlives(make: MakeBlock, signal: AbortSignal, onSamples: (samples: Sample[]) => void): Promise<BlockEnd> {
    if (this.#obituary !== null) throw this.#obituary
    let lost = false
    const told = (samples: Sample[]): void => {
      const last = samples.at(-1)
      if (last !== undefined) lost = last.state === 'failed' && lostConnection.has(last.failure.class)
      onSamples(samples)
    }
    try {
      const end = await make(AbortSignal.any([signal, this.#gone.signal]), told)
      // The requests that it refuses are over before the news of its end has come.
      if (lost) await this.#hear()
      if (this.#obituary !== null) throw this.#obituary
      return end
    } catch (error) {
      throw this.#obituary ?? error
    }
  }

  /** The error behind one that a server that is gone may have caused: its obituary. */
  async explained(problem: unknown): Promise<unknown> {
    await this.#hear()
    return this.#obituary ?? problem
  }

  async #hear(): Promise<void> {
    await Promise.race([this.#news, pause(newsMs)])
  }
}
