import { pause } from '../../../../clock.ts'
import { bookWatch } from '../book-watch.ts'
import { type EnergyMeter, type EnergyWatch, MeterUnavailable } from '../energy-meter.ts'
import { firstReading } from '../first-reading.ts'
import { MeterBook } from '../meter-book.ts'
import { startTool } from '../meter-child.ts'
import { appleTerms } from './apple-terms.ts'
import { withoutIdleRails } from './idle-rails.ts'
import { macmonLine } from './macmon-line.ts'

const everyMs = 500
/** Readings by which it is decided whether the machine's own sensor tells anything. */
const looked = 2

/**
 * The power of an Apple machine by `macmon pipe`, which needs no root: of the whole machine, as its sensor says, where
 * it does; else of the rails of the chip, which a model of it estimates. Never both: the one has the other in it.
 * @param program the tool; another one in tests
 */
export function macmon(program: readonly [string, ...string[]] = ['macmon']): EnergyMeter {
  return {
    name: 'macmon',
    async start(): Promise<EnergyWatch> {
      const [tool, ...before] = program
      const system = new MeterBook('instant')
      const chip = new MeterBook('mean')
      let hasSystem = false
      const stop = startTool({
        program: tool,
        parameters: [...before, 'pipe', '-i', String(everyMs)],
        onLine: (line, at) => {
          const told = macmonLine(line)
          if (told === null) return
          hasSystem ||= told.system !== null
          const { shares, rails } = told
          system.add({ device: 'system', at, value: told.system })
          chip.add({ device: 'cpu', at, value: rails.cpu, activity: shares.cpu })
          chip.add({ device: 'gpu', at, value: rails.gpu, activity: shares.gpu })
          chip.add({ device: 'ane', at, value: rails.ane })
          chip.add({ device: 'ram', at, value: rails.ram })
        },
        onEnd: (reason) => {
          system.end(reason)
          chip.end(reason)
        },
      })
      await firstReading(system, stop)
      await pause(everyMs * looked)
      if (hasSystem) {
        return bookWatch({ meter: 'macmon', scope: 'system', kind: 'measured', terms: appleTerms, book: system, stop })
      }
      if (system.ended !== null) throw new MeterUnavailable(system.ended.reason)
      return bookWatch({
        meter: 'macmon',
        scope: 'soc',
        kind: 'estimated',
        terms: appleTerms,
        book: chip,
        readingsOf: withoutIdleRails,
        stop,
      })
    },
  }
}
