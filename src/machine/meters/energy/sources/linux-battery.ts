import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bookWatch } from '../book-watch.ts'
import type { MeterTerms } from '../contract/series.ts'
import { type EnergyMeter, type EnergyWatch, MeterUnavailable } from '../energy-meter.ts'
import { MeterBook } from '../meter-book.ts'
import { poll } from '../poll.ts'
import { believedWatts } from './most-watts.ts'

const everyMs = 1000
/** Batteries tell something new every few seconds to half a minute; nobody states how well. */
const terms: MeterTerms = { maxGapMs: 10_000, minWindowMs: 60_000, lagMs: 0, batched: false, accuracy: null }

const supplies = '/sys/class/power_supply'

/**
 * The power of a whole laptop by its batteries, as long as it draws on nothing else.
 * @param root folder of the supplies; another one in tests
 */
export function linuxBatteryMeter(root: string = supplies): EnergyMeter {
  return {
    name: 'battery',
    async start(): Promise<EnergyWatch> {
      const batteries = batteriesIn(root)
      if (batteries.length === 0) throw new MeterUnavailable(`${root} has no battery`)
      if (dischargeWatts(batteries) === null) {
        throw new MeterUnavailable('the battery is not what the machine draws on: unplug it, or declare the watts')
      }
      const book = new MeterBook('instant')
      const stop = poll(
        everyMs,
        () => dischargeWatts(batteries),
        (value, at) => {
          // Plugged in, the rest of the run cannot be told.
          if (value === null) book.end('the battery is not what the machine draws on any more')
          else if (book.ended === null) book.add({ device: 'system', at, value })
        },
      )
      return await Promise.resolve(
        bookWatch({ meter: 'battery', scope: 'system', kind: 'measured', terms, book, stop }),
      )
    },
  }
}

/** Watts that all batteries give together; null where one is charged, or none tells. */
export function dischargeWatts(batteries: readonly string[]): number | null {
  let watts = 0
  for (const battery of batteries) {
    const status = textIn(join(battery, 'status'))
    if (status === 'Charging' || status === null) return null
    if (status !== 'Discharging') continue
    const told = believedWatts(wattsOf(battery))
    if (told === null) return null
    watts += told
  }
  return watts > 0 ? watts : null
}

/** Some batteries tell power, others current and voltage, all of them in millionths; some with a sign. */
function wattsOf(battery: string): number | null {
  const power = millionths(battery, 'power_now')
  if (power !== null) return power
  const [current, voltage] = [millionths(battery, 'current_now'), millionths(battery, 'voltage_now')]
  return current === null || voltage === null ? null : current * voltage
}

function millionths(battery: string, file: string): number | null {
  const text = textIn(join(battery, file))
  return text !== null && /^-?\d{1,15}$/u.test(text) ? Math.abs(Number(text)) / 1e6 : null
}

/** Folders of the batteries of the machine: those of mice and the like do not count. */
function batteriesIn(root: string): string[] {
  try {
    return readdirSync(root)
      .map((name) => join(root, name))
      .filter((path) => textIn(join(path, 'type')) === 'Battery' && textIn(join(path, 'scope')) !== 'Device')
  } catch {
    return []
  }
}

function textIn(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return null
  }
}
