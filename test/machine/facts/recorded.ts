import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const folder = resolve(import.meta.dirname, '../../../../shared/data/hardware')

/** Whether outputs of real machines lie beside the checkout: tests of them are skipped elsewhere, and say so. */
export const hasRecorded: boolean = existsSync(folder)

/** An output that was recorded on a real machine. */
export function recorded(name: string): string {
  return readFileSync(join(folder, name), 'utf8')
}

/** Names of all recorded outputs; none where there are none beside the checkout. */
export function recordedFiles(): string[] {
  return hasRecorded ? readdirSync(folder).filter((name) => name !== 'README.md') : []
}
