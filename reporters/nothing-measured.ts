import { join } from 'node:path'
import { plainText } from '../src/plain-text.ts'
import { systemReason } from '../src/system-error.ts'
import { earlierReport, setAside } from './set-aside.ts'

/**
 * Takes an earlier report out of the place of an execution that was to measure and measured nothing. A
 * watching Vitest leaves it there, and says so: the next save may measure.
 *
 * @returns a sentence for the terminal; null where no report of this package stands in the folder
 */
export function nothingMeasured(folder: string, watching: boolean): string | null {
  const earlier = earlierReport(folder)
  if (earlier === null) return null
  const stands = plainText(join(folder, 'report.md'))
  const of = `is of the execution that began at ${plainText(earlier.startedAt)}`
  if (watching) return `Nothing was measured: ${stands} ${of}`
  try {
    const path = join(setAside(earlier), 'report.md')
    return `Nothing was measured: the earlier report was set aside, it is ${plainText(path)}`
  } catch (error) {
    return `Nothing was measured: ${stands} ${of}, and cannot be set aside: ${plainText(systemReason(error))}`
  }
}
