import { bookWatch } from '../book-watch.ts'
import type { EnergyMeter, EnergyWatch } from '../energy-meter.ts'
import { firstReading } from '../first-reading.ts'
import { MeterBook } from '../meter-book.ts'
import { startTool } from '../meter-child.ts'
import { appleTerms } from './apple-terms.ts'
import { withoutIdleRails } from './idle-rails.ts'
import { PowermetricsText } from './powermetrics-text.ts'

const everyMs = 500
/** Samples after which it ends by itself, a day: what runs as root takes no signal of ours. */
const mostSamples = 172_800

/**
 * The power of the rails of an Apple chip by powermetrics, which needs root: only where sudo asks for no password.
 * Apple calls its values estimated.
 * @param program the tool; another one in tests
 */
export function powermetrics(
  program: readonly [string, ...string[]] = ['sudo', '-n', '/usr/bin/powermetrics'],
): EnergyMeter {
  return {
    name: 'powermetrics',
    async start(): Promise<EnergyWatch> {
      const [tool, ...before] = program
      const book = new MeterBook('mean')
      const text = new PowermetricsText()
      const parameters = ['--samplers', 'cpu_power,gpu_power', '-i', String(everyMs), '-n', String(mostSamples)]
      const stop = startTool({
        program: tool,
        parameters: [...before, ...parameters, '-b', '1'],
        onLine: (line, at) => {
          const sample = text.line(line)
          if (sample === null) return
          // It is told once the next one began, which is when it ended.
          for (const [device, value] of Object.entries(sample.rails)) book.add({ device, at, value })
        },
        onEnd: (reason) => book.end(reason),
      })
      await firstReading(book, stop)
      return bookWatch({
        meter: 'powermetrics',
        scope: 'soc',
        kind: 'estimated',
        terms: appleTerms,
        book,
        readingsOf: withoutIdleRails,
        stop,
      })
    },
  }
}
