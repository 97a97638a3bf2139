import { bookWatch } from '../book-watch.ts'
import type { MeterTerms } from '../contract/series.ts'
import { type EnergyMeter, type EnergyWatch, MeterUnavailable } from '../energy-meter.ts'
import { firstReading } from '../first-reading.ts'
import { MeterBook } from '../meter-book.ts'
import { poll } from '../poll.ts'
import { plainText } from '../../../../plain-text.ts'
import type { EnergyScope } from '../../../../record/energy.ts'

/** A meter of the user's own: a wall meter, a board's sensor, a power distribution unit. */
export interface CustomMeter {
  /** Name in reports. Default `custom`. */
  readonly name?: string | undefined
  /** Gives the watts at this moment, or the joules counted so far. */
  readonly read: () => number | Promise<number>
  /** `W` for watts, `J` for a counter of joules. Default `W`. */
  readonly unit?: 'W' | 'J' | undefined
  /** Part of the machine that it sees. Default `system`: the whole machine. */
  readonly scope?: EnergyScope | undefined
  /** Milliseconds between two readings. Default 500. */
  readonly every?: number | undefined
  /** Error that its maker states: a share, for example 0.01, and watts beside it. Unknown when left out. */
  readonly accuracy?: { readonly share?: number | undefined; readonly watts?: number | undefined } | undefined
  /** Most watts that can be drawn, which bounds what lies between readings. */
  readonly limitWatts?: number | undefined
}

const usualEveryMs = 500
/** Readings that a window has at least. */
const fewestReadings = 10

/** The meter of a function of the user's. */
export function customMeter(custom: CustomMeter): EnergyMeter {
  const { name = 'custom', read, unit = 'W', scope = 'system', every = usualEveryMs, accuracy, limitWatts } = custom
  return {
    name,
    async start(): Promise<EnergyWatch> {
      const book = new MeterBook(unit === 'J' ? 'counter' : 'instant')
      try {
        assertNumber(await read())
      } catch (error) {
        throw new MeterUnavailable(
          `its read() failed: ${plainText(error instanceof Error ? error.message : String(error))}`,
        )
      }
      const stop = poll(
        every,
        async () => assertNumber(await read()),
        (value, at) => book.add({ device: name, at, value, limitWatts: limitWatts ?? null }),
      )
      await firstReading(book, stop)
      return bookWatch({ meter: name, scope, kind: 'measured', terms: termsOf(every, accuracy), book, stop })
    },
  }
}

function termsOf(every: number, accuracy: CustomMeter['accuracy']): MeterTerms {
  return {
    maxGapMs: Math.max(3000, 3 * every),
    minWindowMs: Math.max(1000, fewestReadings * every),
    lagMs: every,
    batched: false,
    accuracy: accuracy === undefined ? null : { share: accuracy.share ?? 0, watts: accuracy.watts ?? 0 },
  }
}

function assertNumber(value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new TypeError(`it gave ${typeof value === 'number' ? String(value) : typeof value}, not a number`)
}
