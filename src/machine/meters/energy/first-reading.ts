import { now, pause } from '../../../clock.ts'
import { MeterUnavailable } from './energy-meter.ts'
import type { MeterBook } from './meter-book.ts'

/** Milliseconds in which a tool has told something, if it ever does. */
const patienceMs = 8000
const lookMs = 20

/**
 * Waits for the first reading of a tool, and ends it where there is none.
 * @throws MeterUnavailable where the tool ended, or told nothing
 */
export async function firstReading(book: MeterBook, stop: () => void): Promise<void> {
  const until = now() + patienceMs
  while (book.devices.length === 0) {
    if (book.ended !== null) throw new MeterUnavailable(book.ended.reason)
    if (now() > until) {
      stop()
      throw new MeterUnavailable(`it told nothing within ${patienceMs / 1000} s`)
    }
    // oxlint-disable-next-line no-await-in-loop -- it waits for what comes
    await pause(lookMs)
  }
}
