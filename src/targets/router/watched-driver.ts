import type { Driver } from '../target.ts'
import { BlockWatch } from './block-watch.ts'
import { routerAccess, type RouterPlace, usualLoadTimeoutMs } from './router-access.ts'
import { type StampedRequest, stampedRequest } from './switch-of.ts'

/** A driver that tells which of its requests waited for their server to load the model. */
export function watchedDriver(driver: Driver, place: RouterPlace, model: string): Driver {
  return {
    get facts() {
      return driver.facts
    },
    run: async (block, onSamples, signal) => {
      const access = routerAccess(place, usualLoadTimeoutMs)
      try {
        const watch = await BlockWatch.begin(access, model).catch(() => null)
        if (watch === null) return await driver.run(block, onSamples, signal)
        const samples: StampedRequest[] = []
        const end = await driver.run(
          block,
          (more) => {
            samples.push(...more.map(stampedRequest))
            onSamples(more)
          },
          signal,
        )
        const { switches, waited } = await watch.end(samples)
        return {
          ...end,
          ...(switches.length === 0 ? {} : { switches }),
          ...(waited === 0 ? {} : { waitedForLoad: waited }),
        }
      } finally {
        access.close()
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
