import { LlmBenchError } from '../errors.ts'
import type { ServerSpec } from '../servers/server-spec.ts'
import type { WantedModel } from '../models/wanted-model.ts'
import type { HostLease, LoadHostLease, ServerLease } from './calls.ts'
import { LendingPool } from './lending-pool.ts'
import type { LentProcess } from './lent/kind.ts'
import { loadHost, type LoadHostPlace } from './lent/load-host.ts'
import { modelHost } from './lent/model-host.ts'
import { server } from './lent/server.ts'
import type { Surroundings } from './surroundings.ts'

/** The processes that the broker lends, each kind in a pool of its own. */
export class Pools {
  readonly modelHosts: LendingPool<WantedModel, HostLease>
  readonly loadHosts: LendingPool<LoadHostPlace, LoadHostLease>
  readonly servers: LendingPool<ServerSpec, ServerLease>

  constructor(surroundings: Surroundings) {
    this.modelHosts = new LendingPool(modelHost, surroundings)
    this.loadHosts = new LendingPool(loadHost, surroundings)
    this.servers = new LendingPool(server, surroundings)
  }

  /**
   * A process by the id it was lent under; ids of all kinds differ.
   * @throws LlmBenchError `host-crashed` when there is none
   */
  get(id: string): LentProcess {
    const found = this.of(id).find(id)
    if (found !== null) return found
    throw nobody(id)
  }

  /**
   * The pool that lent a process under this id.
   * @throws LlmBenchError `host-crashed` when none did
   */
  of(id: string): Pick<LendingPool<never, unknown>, 'find' | 'doubt' | 'settle' | 'retire' | 'kill'> {
    const pool = this.#all.find((one) => one.find(id) !== null)
    if (pool !== undefined) return pool
    throw nobody(id)
  }

  /** A process by its id as {@link get} finds it; null when there is none. */
  find(id: string): LentProcess | null {
    return this.#all.map((pool) => pool.find(id)).find((found) => found !== null) ?? null
  }

  /** Ends every process; see {@link LendingPool.close}. */
  close(): void {
    for (const pool of this.#all) pool.close()
  }

  get #all(): readonly Pick<LendingPool<never, unknown>, 'find' | 'doubt' | 'settle' | 'retire' | 'kill' | 'close'>[] {
    return [this.modelHosts, this.loadHosts, this.servers]
  }
}

function nobody(id: string): LlmBenchError {
  return new LlmBenchError('host-crashed', `there is no process "${id}"`)
}
