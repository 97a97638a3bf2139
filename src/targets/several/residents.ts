import { now } from '../../clock.ts'
import { LlmBenchError } from '../../errors.ts'
import { bytesBeside, formatBytes } from '../../figures.ts'
import { Lock } from '../../lock.ts'
import { plainText } from '../../plain-text.ts'
import { evictionsFor } from './evictions.ts'

/** A model whose process may be ended to make room for another one. */
export interface ResidentModel {
  readonly name: string
  /** Whether it is loaded. */
  readonly isLoaded: () => boolean
  /** Loads it. */
  readonly load: () => Promise<void>
  /** Ends its process, and waits until it is gone. */
  readonly evict: () => Promise<void>
  /** Bytes that its process takes, at the most so far. */
  readonly bytes: () => Promise<number>
  /** Bytes that it is expected to take beyond its process, before its first load; null where that cannot be told. */
  readonly expectedBytes: () => Promise<number | null>
  /** Bytes that its process had before the model was loaded in it; 0 before its first load. */
  readonly processBytes: () => number
}

/** A model that was loaded although others were in its way, or was not loaded before. */
export interface MadeRoom {
  /** CLOCK_MONOTONIC milliseconds. */
  readonly beganAt: number
  readonly readyAt: number
  readonly evicted: readonly string[]
  readonly evictMs: number
  readonly loadMs: number
}

/**
 * Models of which as many are loaded at a time as a budget of memory allows. The one that was used least recently goes
 * first. What a model takes is predicted for its first load, and known from then on: its process is then measured.
 */
export class Residents {
  readonly budgetBytes: number | null
  readonly #models: readonly ResidentModel[]
  readonly #known = new Map<ResidentModel, number>()
  readonly #uses = new Map<ResidentModel, number>()
  readonly #lock = new Lock()
  #use = 0

  /** @param budgetBytes bytes that all loaded models may take together; null for no limit */
  constructor(models: readonly ResidentModel[], budgetBytes: number | null) {
    this.#models = models
    this.budgetBytes = budgetBytes
  }

  /**
   * Has a model loaded, after others were evicted that leave it no room.
   * @returns how long that took; null where it was loaded already
   * @throws LlmBenchError `model-too-large` where it does not fit into the budget by itself, before its load where that
   * can be told, and of its load
   */
  async use(name: string): Promise<MadeRoom | null> {
    const model = this.#models.find((one) => one.name === name)
    if (model === undefined) return null
    return await this.#lock.hold(async () => {
      this.#uses.set(model, ++this.#use)
      if (model.isLoaded()) return null
      const beganAt = now()
      const evicted = await this.#evictFor(model, await this.#needed(model))
      const emptyAt = now()
      await model.load()
      const readyAt = now()
      this.#known.set(model, await model.bytes())
      // It may take more than was expected of its first load, and of some models nothing is.
      evicted.push(...(await this.#evictBeside(model)))
      return { beganAt, readyAt, evicted, evictMs: emptyAt - beganAt, loadMs: readyAt - emptyAt }
    })
  }

  /** Bytes that all models took when each was loaded; null where one was not yet. */
  get allBytes(): number | null {
    const known = this.#models.map((model) => this.#known.get(model) ?? null)
    return known.reduce((sum, bytes) => (sum === null || bytes === null ? null : sum + bytes), 0)
  }

  /** Whether all may be loaded at once; true where nobody limits them. */
  get allFit(): boolean {
    return this.budgetBytes === null || (this.allBytes ?? Number.POSITIVE_INFINITY) <= this.budgetBytes
  }

  /** Bytes that a model took when it was loaded, or else is expected to take with a process like the others'. */
  async #needed(model: ResidentModel): Promise<number> {
    const known = this.#known.get(model)
    if (known !== undefined || this.budgetBytes === null) return known ?? 0
    const expected = await model.expectedBytes()
    return expected === null ? 0 : expected + Math.max(...this.#models.map((one) => one.processBytes()))
  }

  async #evictFor(model: ResidentModel, neededBytes: number): Promise<string[]> {
    if (this.budgetBytes === null) return []
    const others = this.#models.filter((other) => other !== model && other.isLoaded())
    const residents = await Promise.all(
      others.map(async (other) => {
        const bytes = await other.bytes()
        this.#known.set(other, bytes)
        return { name: other.name, bytes, lastUse: this.#uses.get(other) ?? 0 }
      }),
    )
    const names = evictionsFor(residents, neededBytes, this.budgetBytes)
    if (names === null) throw tooLarge(model.name, neededBytes, this.budgetBytes, this.#known.has(model))
    for (const other of others) if (names.includes(other.name)) await other.evict()
    return [...names]
  }

  async #evictBeside(model: ResidentModel): Promise<string[]> {
    try {
      return await this.#evictFor(model, this.#known.get(model) ?? 0)
    } catch (error) {
      await model.evict()
      throw error
    }
  }
}

function tooLarge(name: string, needed: number, budget: number, isMeasured: boolean): LlmBenchError {
  return new LlmBenchError(
    'model-too-large',
    `model "${plainText(name)}" ${isMeasured ? 'takes' : 'needs about'} ${formatBytes(needed)} of memory by itself, ` +
      'the memoryBudget of all is ' +
      `${bytesBeside(budget, needed)}: raise it, or choose a smaller quantization, shape or contextSize`,
  )
}
