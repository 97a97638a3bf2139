import type { Settings } from '../settings.ts'
import { ModelMemory, type ModelState } from './model-memory.ts'

/** A change of a model's state, as it becomes true. */
export interface ModelChange {
  readonly model: string
  readonly state: ModelState
  /** Whether it could not be loaded. */
  readonly failed: boolean
}

/** The models of a server, of which only some may be in memory at once: the one used longest ago makes room. */
export class ModelShelf {
  readonly #memories: ReadonlyMap<string, ModelMemory>
  readonly #broken: ReadonlySet<string>
  readonly #failed = new Set<string>()
  readonly #mostLoaded: number
  readonly #unloadMs: number
  readonly #loadMs: number
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #listeners = new Set<(change: ModelChange) => void>()

  constructor({ models, coldStart, warming, mostLoaded, unloadTime, brokenModels }: Settings) {
    this.#memories = new Map(
      models.map((model, place) => {
        const isLoaded = coldStart === 0 && place < mostLoaded && !brokenModels.includes(model)
        return [model, new ModelMemory(coldStart, warming, isLoaded)]
      }),
    )
    this.#broken = new Set(brokenModels)
    this.#mostLoaded = mostLoaded
    this.#unloadMs = unloadTime
    this.#loadMs = coldStart
  }

  /** State of a model; of one that there is not, `unloaded`. */
  state(model: string, at: number): ModelState {
    return this.#memories.get(model)?.state(at) ?? 'unloaded'
  }

  /** Whether the last load of a model failed. */
  hasFailed(model: string): boolean {
    return this.#failed.has(model)
  }

  isBroken(model: string): boolean {
    return this.#broken.has(model)
  }

  /** Loads a model, where it is not loaded, and makes room for it; gives the milliseconds that are left of that. */
  load(model: string, at: number): number {
    const memory = this.#memories.get(model)
    if (memory === undefined) return 0
    if (memory.isHeld) return memory.load(at)
    const held = [...this.#memories].filter(([, other]) => other.isHeld).toSorted(([, a], [, b]) => a.usedAt - b.usedAt)
    const sentAway = held.slice(0, Math.max(0, held.length + 1 - this.#mostLoaded))
    for (const [name] of sentAway) this.unload(name, at)
    const from = sentAway.length === 0 ? at : at + this.#unloadMs
    const left = memory.load(at, from)
    const failed = this.#broken.has(model)
    if (failed) memory.unload(at + left)
    this.#tell({ model, state: 'loading', failed: false }, left - this.#loadMs)
    this.#tell({ model, state: failed ? 'unloaded' : 'loaded', failed }, left)
    return left
  }

  unload(model: string, at: number): void {
    const memory = this.#memories.get(model)
    if (memory?.isHeld !== true) return
    memory.unload(at + this.#unloadMs)
    this.#tell({ model, state: 'unloaded', failed: false }, this.#unloadMs)
  }

  /** Loses every model at once. */
  lose(): void {
    for (const memory of this.#memories.values()) memory.unload()
  }

  /** Factor of the times of a model's next request. */
  slowness(model: string): number {
    return this.#memories.get(model)?.slowness() ?? 1
  }

  /** Tells every change from now on; the function it gives ends that. */
  listen(listener: (change: ModelChange) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#listeners.clear()
  }

  #tell(change: ModelChange, inMs: number): void {
    const tell = (): void => {
      if (change.failed) this.#failed.add(change.model)
      else this.#failed.delete(change.model)
      for (const listener of this.#listeners) listener(change)
    }
    if (inMs <= 0) {
      tell()
      return
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      tell()
    }, inMs)
    this.#timers.add(timer)
  }
}
