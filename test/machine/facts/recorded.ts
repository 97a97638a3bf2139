import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const folder = resolve(import.meta.dirname, '../../../../shared/data/hardware')

/** Whether outputs of real machines lie beside the checkout: tests of them are skipped elsewhere, and say so. */
export const hasRecorded: boolean = existsSync(folder)

/** An output that was recorded on a real machine. */
export function recorded(name: string): string {
  return readFileSync(join(folder, name), 'utf8')
}
