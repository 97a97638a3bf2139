import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../../../../../shared/data/hardware/', import.meta.url))

/** Whether outputs of real machines are beside this checkout; tests of them skip where they are not. */
export const hasRecorded: boolean = existsSync(folder)

/** The output of a command on a real machine. */
export function recorded(file: string): string {
  return readFileSync(`${folder}${file}`, 'utf8')
}
