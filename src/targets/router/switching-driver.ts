import { joinEnds } from '../load/join-ends.ts'
import type { AskedBlock } from '../../block/block.ts'
import type { BlockEnd } from '../../block/end.ts'
import { now } from '../../clock.ts'
import type { SwitchRecord } from '../../record/several/switch.ts'
import type { Driver } from '../target.ts'

/**
 * A driver whose measured requests each find the model not loaded: before each of them it is sent away, which is in no
 * time that is measured.
 * @param away has the model go
 */
export function switchingDriver(driver: Driver, away: () => Promise<void>): Driver {
  return {
    get facts() {
      return driver.facts
    },
    run: async (block, onSamples, signal) => {
      if (block.phase !== 'measured') return await driver.run(block, onSamples, signal)
      const until = now() + block.budgetMs
      const ends: BlockEnd[] = []
      for (let unit = 0; unit < block.units; unit++) {
        const budgetMs = until - now()
        if (unit > 0 && budgetMs <= 0) break
        await away()
        signal.throwIfAborted()
        ends.push(await driver.run(single(block, unit, Math.max(1, budgetMs)), onSamples, signal))
        if (ends.at(-1)?.endedBy !== 'requests') break
      }
      const switches = ends.flatMap((end): readonly SwitchRecord[] => end.switches ?? [])
      const waited = ends.reduce((sum, { waitedForLoad = 0 }) => sum + waitedForLoad, 0)
      const whole = joinEnds(ends)
      return {
        ...whole,
        endedBy: whole.endedBy === 'requests' && ends.length < block.units ? 'budget' : whole.endedBy,
        switches,
        waitedForLoad: waited,
      }
    },
    get isFresh() {
      return driver.isFresh
    },
    loadHosts: () => driver.loadHosts(),
    peaks: async () => await driver.peaks(),
    close: () => driver.close(),
  }
}

function single(block: AskedBlock, unit: number, budgetMs: number): AskedBlock {
  return { ...block, units: 1, firstIndex: block.firstIndex + unit, budgetMs }
}
