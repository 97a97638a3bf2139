import { readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { at } from '../json.ts'

/**
 * Version of the Vitest whose command this process was started with; null where it was started with
 * another one. A Vitest before 3.1 has no other way to tell a plugin.
 */
export function runningVitest(command: string | undefined = process.argv[1]): string | null {
  if (command === undefined) return null
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(dirname(realpathSync(command)), 'package.json'), 'utf8'))
    const version = at(manifest, 'version')
    return at(manifest, 'name') === 'vitest' && typeof version === 'string' ? version : null
  } catch {
    return null
  }
}
