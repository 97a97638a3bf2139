import { existsSync } from 'node:fs'
import { bookWatch } from '../book-watch.ts'
import type { MeterTerms } from '../contract/series.ts'
import { unwrapped } from '../contract/unwrapped.ts'
import type { MeterReadings } from '../contract/window-energy.ts'
import { type EnergyMeter, type EnergyWatch, MeterUnavailable } from '../energy-meter.ts'
import { MeterBook } from '../meter-book.ts'
import { poll } from '../poll.ts'
import { powercap, raplDomains, raplJoules, type RaplDomain } from './rapl-domains.ts'

/** A counter wraps after minutes at the earliest. */
const everyMs = 200

/** Intel updates the counters about every millisecond, and states no accuracy of them. */
const terms: MeterTerms = { maxGapMs: 3000, minWindowMs: 1000, lagMs: 1, batched: false, accuracy: null }

/**
 * The counters of energy of Intel's and AMD's processors (RAPL), by reading files: it costs no process. Only root may
 * read them unless somebody allowed it, and virtual machines have none.
 * @param root folder of the counters; another one in tests
 */
export function rapl(root: string = powercap): EnergyMeter {
  return {
    name: 'rapl',
    async start(): Promise<EnergyWatch> {
      const found = raplDomains(root)
      if (found === null) {
        throw new MeterUnavailable(
          existsSync(root)
            ? `no counter in ${root} can be read: there is none, or only root may (chmod a+r its energy_uj)`
            : `there is no ${root}: no counters, as in a virtual machine`,
        )
      }
      const { scope, domains } = found
      const book = new MeterBook('counter')
      book.expect(domains.map(({ name }) => name))
      const stop = poll(
        everyMs,
        () => domains.map(raplJoules),
        (joules, at) => {
          for (const [index, { name, limitWatts }] of domains.entries()) {
            book.add({ device: name, at, value: joules?.[index] ?? null, limitWatts })
          }
        },
      )
      const readingsOf = (readings: MeterReadings): MeterReadings => withoutWraps(readings, domains)
      return await Promise.resolve(bookWatch({ meter: 'rapl', scope, kind: 'measured', terms, book, readingsOf, stop }))
    },
  }
}

function withoutWraps(readings: MeterReadings, domains: readonly RaplDomain[]): MeterReadings {
  const rangeOf = (device: string): number | null => domains.find(({ name }) => name === device)?.rangeJoules ?? null
  const series = readings.series.map((each) => ({ ...each, values: unwrapped(each.values, rangeOf(each.device)) }))
  return { ...readings, series }
}
