import { timers } from '../../../../clock.ts'
import { commandText, ProbeFailure } from '../../../facts/run-probe.ts'
import { bookWatch } from '../book-watch.ts'
import type { MeterTerms } from '../contract/series.ts'
import { type EnergyMeter, type EnergyWatch, MeterUnavailable } from '../energy-meter.ts'
import { firstReading } from '../first-reading.ts'
import { MeterBook } from '../meter-book.ts'
import { poll } from '../poll.ts'
import { type AppleBattery, appleBattery, meanWatts } from './apple-battery-text.ts'

const usualEveryMs = 2000
const toolMs = 1500

/** Nobody states how often the controller tells something, nor how well: windows are long. */
const terms: MeterTerms = { maxGapMs: 70_000, minWindowMs: 60_000, lagMs: 1000, batched: false, accuracy: null }

/**
 * The power of a whole MacBook as its battery's controller tells it, by `ioreg`.
 * @param program the tool; another one in tests
 * @param everyMs milliseconds between two looks; fewer in tests
 */
export function appleBatteryMeter(
  program: readonly [string, ...string[]] = ['ioreg'],
  everyMs: number = usualEveryMs,
): EnergyMeter {
  return {
    name: 'battery',
    async start(): Promise<EnergyWatch> {
      let last: AppleBattery
      try {
        last = await ask(program)
      } catch (error) {
        throw new MeterUnavailable((error as Error).message)
      }
      const book = new MeterBook('mean')
      let began = false
      const stop = poll(
        everyMs,
        async () => await ask(program),
        (told, at) => {
          if (told === null) return
          const watts = meanWatts(last, told)
          // The first one says when the counting begins; one without anything new is none.
          if (began && watts === null && told.count === last.count) return
          began = true
          last = told
          book.add({ device: 'system', at, value: watts ?? told.systemWatts })
        },
      )
      await firstReading(book, stop)
      return bookWatch({ meter: 'battery', scope: 'system', kind: 'measured', terms, book, stop })
    },
  }
}

async function ask([program, ...before]: readonly [string, ...string[]]): Promise<AppleBattery> {
  const told = appleBattery(await said(program, [...before, '-rn', 'AppleSmartBattery']))
  if (told === null || told.systemWatts === null) throw new TypeError('ioreg tells no power: there is no battery')
  return told
}

/** Output of the tool, which is ended by force where it takes longer than it may. */
async function said(program: string, parameters: readonly string[]): Promise<string> {
  const limit = new AbortController()
  const timer = timers.setTimeout(() => limit.abort(), toolMs)
  try {
    return await commandText(program, parameters, limit.signal)
  } catch (error) {
    const isMissing = error instanceof ProbeFailure && error.state === 'missing'
    const late = `it told nothing within ${toolMs / 1000} s`
    const words = isMissing ? `${program} is not there` : limit.signal.aborted ? late : `${program} failed`
    throw new TypeError(words, { cause: error })
  } finally {
    timers.clearTimeout(timer)
  }
}
