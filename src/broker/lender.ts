import { LlmBenchError } from '../errors.ts'
import { Lock } from '../lock.ts'
import { MachineProbes } from '../machine/facts/machine-facts.ts'
import type { ProgressNews } from './calls.ts'
import { Pools } from './pools.ts'
import type { Surroundings } from './surroundings.ts'

/** Meters that configurations have as functions, by the name of their project. */
export type MeterFunctions = ReadonlyMap<string, () => number | Promise<number>>

/** Resources that workers share: processes that can be lent, and the machine, which one at a time has for itself. */
export class Lender {
  readonly surroundings: Surroundings
  readonly pools: Pools
  /** Lock of the machine, held by whoever measures. */
  readonly machine: Lock = new Lock()
  #probes: MachineProbes
  readonly onProgress: (news: ProgressNews) => void

  readonly #meters: MeterFunctions
  readonly #newProbes: () => MachineProbes

  constructor(
    surroundings: Surroundings,
    onProgress: (news: ProgressNews) => void,
    meters: MeterFunctions = new Map(),
    newProbes: () => MachineProbes = () => new MachineProbes(),
  ) {
    this.#meters = meters
    this.#newProbes = newProbes
    this.#probes = newProbes()
    this.surroundings = surroundings
    this.pools = new Pools(surroundings)
    this.onProgress = onProgress
    this.#probes.start()
  }

  /** Questions to this machine, which are asked beside the start of what a first measurement needs. */
  get probes(): MachineProbes {
    return this.#probes
  }

  /** Begins a new run: what may have changed since is asked again. */
  newRun(): void {
    this.#probes.cut()
    this.#probes = this.#newProbes()
    this.#probes.start()
  }

  /** Reads the meter of a project's configuration. Throws what its function throws. */
  async readMeter(project: string): Promise<number> {
    const read = this.#meters.get(project)
    if (read === undefined) throw new LlmBenchError('invalid-option', 'llmBench({ energy }): its meter is gone')
    return await read()
  }
}
