import type { ModelLoad } from './model-load.ts'
import { type LoadFacts, loadFacts } from './watched-driver.ts'

/** Loads that were asked for, for the runs that come after them. */
export class KeptLoads {
  readonly #byModel = new Map<string, { readonly ms: number; isTold: boolean }>()

  /** Keeps a load under the name that it was asked for by, and gives it back. */
  keep(name: string, load: ModelLoad): ModelLoad {
    if (load.loadMs !== null) this.#byModel.set(name, { ms: load.loadMs, isTold: false })
    return load
  }

  /** The last load of a model: of now for the first run that asks, of earlier for others. Null where there was none. */
  take(name: string): LoadFacts | null {
    const kept = this.#byModel.get(name)
    if (kept === undefined) return null
    const facts = loadFacts(kept.ms, kept.isTold ? 'earlier' : 'now')
    kept.isTold = true
    return facts
  }
}
