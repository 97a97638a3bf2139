import type { MemoryRecord } from '../../record/target.ts'
import type { Driver, TargetFacts } from '../target.ts'
import { BlockWatch } from './block-watch.ts'
import { type RouterAccess, routerAccess, type RouterPlace, usualLoadTimeoutMs } from './router-access.ts'
import { type StampedRequest, stampedRequest } from './switch-of.ts'

/** Time of a load, as a run has it. */
export type LoadFacts = Pick<TargetFacts, 'loadTimeMs' | 'loadState'>

/**
 * A driver that tells which of its requests waited for their server to load the model.
 * @param of.load the load before the first of them; null where nobody saw one
 */
export function watchedDriver(
  driver: Driver,
  place: RouterPlace,
  of: { readonly model: string; readonly load: LoadFacts | null },
): Driver {
  let { load } = of
  let declared: MemoryRecord['declared'] = null
  return {
    get facts() {
      const facts = load === null ? driver.facts : { ...driver.facts, ...load }
      return declared === null ? facts : { ...facts, memory: { ...facts.memory, declared } }
    },
    run: async (block, onSamples, signal) => {
      const access = routerAccess(place, usualLoadTimeoutMs)
      try {
        const watch = await BlockWatch.begin(access, of.model).catch(() => null)
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
        // Of several the first: a load time is that of a start.
        const [first] = switches
        declared ??= await declaredMemory(access, of.model)
        if (first?.loadMs !== null && first !== undefined) load ??= loadFacts(first.loadMs, 'now')
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

/** Memory of a loaded model by the server's own word; null where it does not say. */
async function declaredMemory({ client }: RouterAccess, name: string): Promise<MemoryRecord['declared']> {
  try {
    const { models } = await client.look()
    return models.find((model) => model.name === name || model.name === `${name}:latest`)?.memory ?? null
  } catch {
    return null
  }
}

/** The facts of a load that took so long. */
export function loadFacts(loadTimeMs: number, loaded: 'now' | 'earlier'): LoadFacts {
  // Nobody here sees what the server reads.
  return { loadTimeMs, loadState: { loaded, pageCache: 'unknown' } }
}
