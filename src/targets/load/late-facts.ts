import type { PreparedLoad, ToldLater } from '../../host/load-host-calls.ts'
import type { TargetFacts } from '../target.ts'

/** Facts of a target without what its driver counts. */
type LoadFacts = Omit<TargetFacts, 'loadHosts'>

/** Blocks after which a server is asked that has not said yet that it has loaded its model. */
const mostBlocks = 3

/**
 * Facts of a target of which some are known only once it has answered: a server that loads its model at the first
 * request tells its context size from then on.
 */
export class LateFacts {
  readonly #factsOf: (prepared: PreparedLoad) => LoadFacts
  readonly #prepared: PreparedLoad
  #facts: LoadFacts
  #blocksLeft = mostBlocks

  /** @param factsOf the facts of a target, by what a load host found */
  constructor(factsOf: (prepared: PreparedLoad) => LoadFacts, prepared: PreparedLoad) {
    this.#factsOf = factsOf
    this.#prepared = prepared
    this.#facts = factsOf(prepared)
  }

  get facts(): LoadFacts {
    return this.#facts
  }

  /** Asks once more, after a block and outside of what is timed; not where all is known. */
  async learn(ask: () => Promise<ToldLater | null>): Promise<void> {
    if (this.#blocksLeft === 0) return
    this.#blocksLeft--
    const told = await ask()
    if (told?.isOpen !== true) this.#blocksLeft = 0
    if (told === null) return
    const { server, serving } = this.#prepared
    const { modelLoaded } = this.#facts
    const found = this.#factsOf({ ...this.#prepared, server: told.server ?? server, serving: told.serving ?? serving })
    // Whether the first request had to load it is told by what was so before.
    this.#facts = { ...found, modelLoaded }
  }
}
