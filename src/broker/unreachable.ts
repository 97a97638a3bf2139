import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { LlmBenchError } from '../errors.ts'
import { factsOf } from '../owned/remove.ts'
import { reasonFile } from './socket-folder.ts'

/**
 * The error of a worker that cannot reach the broker, with its reason: the temporary folder is blamed only
 * where it is to blame.
 * @param broker socket or named pipe of the broker
 */
export function unreachable(broker: string, cause: unknown): LlmBenchError {
  const { code = 'unknown' } = cause as NodeJS.ErrnoException
  return new LlmBenchError(
    'host-crashed',
    `Vitest's main process cannot be reached at "${broker}" (${code}): ${reasonOf(broker, code)}`,
    { cause },
  )
}

function reasonOf(broker: string, code: string): string {
  const folder = dirname(broker)
  const refused = refusalIn(folder)
  if (refused !== null) {
    const parent = dirname(folder)
    return `the temporary folder "${parent}" takes no sockets (${refused}): set TMPDIR to a folder of a local disk`
  }
  if (process.platform !== 'win32' && factsOf(folder) === null) {
    return `something removed "${folder}" while Vitest ran: keep cleaners of ${tmpdir()} from it, and run again`
  }
  if (code === 'ENOENT') return 'something removed the socket while Vitest ran: run again'
  if (code === 'ECONNREFUSED') return 'it has ended, or no longer listens: run again'
  if (code === 'EACCES' || code === 'EPERM') return 'this process may not use the socket: run both as the same user'
  return 'run again, and report this where it happens again'
}

/** The reason why the broker listens on no socket, as it wrote it down; null for none. */
function refusalIn(folder: string): string | null {
  try {
    return readFileSync(join(folder, reasonFile), 'utf8').slice(0, 100)
  } catch {
    return null
  }
}
