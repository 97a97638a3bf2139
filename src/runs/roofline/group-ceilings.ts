import type { RooflineWish } from '../../plan/roofline.ts'
import type { CeilingsRecord } from '../../record/machine/roofline.ts'
import type { ActiveRun } from '../active-run.ts'
import type { GroupSetting } from '../group.ts'
import { findCeilings } from './ceilings.ts'

/** The most that the hardware of a group's runs can do: looked for once, when all of them are measured. */
export class GroupCeilings {
  readonly #wish: RooflineWish
  readonly #found = new Map<ActiveRun, CeilingsRecord>()
  readonly #read = new Map<number, Promise<number>>()

  constructor(wish: RooflineWish) {
    this.#wish = wish
  }

  /** Looks for it, while this group still has the machine for itself. A test of memory that fails leaves it unknown. */
  async find(active: readonly ActiveRun[], { machine = null, signal, onNotice }: GroupSetting): Promise<void> {
    for (const run of active) {
      const { target, reads } = run.driver.facts
      if (reads === null || signal.aborted) continue
      const sources = {
        machine: async () => (machine === null ? null : await machine()),
        readMemory: async (threads: number) => await this.#readMemory(threads),
      }
      try {
        this.#found.set(run, await findCeilings(target, this.#wish, sources))
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        onNotice(`${run.member.name}: the bandwidth of memory is not known: ${why}`)
      }
    }
  }

  /** The ceilings of a run's hardware; null where nobody looked. */
  of(run: ActiveRun): CeilingsRecord | null {
    return this.#found.get(run) ?? null
  }

  async #readMemory(threads: number): Promise<number> {
    const { readBandwidth } = await import('../../machine/meters/read-bandwidth.ts')
    const read = this.#read.get(threads) ?? readBandwidth(threads).then(({ gbPerSecond }) => gbPerSecond)
    this.#read.set(threads, read)
    return await read
  }
}
