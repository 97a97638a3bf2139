import { LlmBenchError } from '../errors.ts'
import { MachineProbes } from '../machine/facts/machine-facts.ts'
import type { ProgressNews } from './calls.ts'
import { Pools } from './pools.ts'
import { Purse } from './purse.ts'
import { ResourceLock } from './resource-lock.ts'
import type { Surroundings } from './surroundings.ts'

/** Meters that configurations have as functions, by the name of their project. */
export type MeterFunctions = ReadonlyMap<string, () => number | Promise<number>>

/** All that workers share: processes that can be lent, and the machine, which whoever measures has for itself. */
export class Lender {
  readonly surroundings: Surroundings
  readonly pools: Pools
  /** Lock of the machine and its resources, held by whoever measures. */
  readonly lock: ResourceLock = new ResourceLock()
  /** Money that all workers share. */
  readonly purse: Purse = new Purse()
  /** Racks of load hosts in use, by the id under which each was asked for. */
  readonly racks: Map<string, number> = new Map()
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
    this.purse.newRun()
    this.#probes.cut()
    this.#probes = this.#newProbes()
    this.#probes.start()
  }

  /** A rack of load hosts that nobody uses. */
  rack(id: string): number {
    const taken = new Set(this.racks.values())
    let rack = 1
    while (taken.has(rack)) rack++
    this.racks.set(id, rack)
    return rack
  }

  /** Reads the meter of a project's configuration. Throws what its function throws. */
  async readMeter(project: string): Promise<number> {
    const read = this.#meters.get(project)
    if (read === undefined) throw new LlmBenchError('invalid-option', 'llmBench({ energy }): its meter is gone')
    return await read()
  }
}
