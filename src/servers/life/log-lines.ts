import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { plainExcerpt, plainText } from '../../plain-text.ts'
import { redactor } from '../../http/redact.ts'
import type { ServerSpec } from '../server-spec.ts'
import { secretsOf } from '../spec-secrets.ts'

const lastBytes = 16_384
/** Columns that a line may take in a message. */
const longestLine = 200
const telling =
  /error|fail|exception|fatal|couldn't|cannot|unable|invalid|denied|not found|no such|in use|out of memory|abort/i

/**
 * The end of a server's log from a position on, in one line: the last three lines that tell of an
 * error, else the last two. Secrets of the spec are hidden.
 */
export function logEnd(log: string, from: number, spec: ServerSpec): string {
  const lines = readEnd(log, from)
    .split('\n')
    .filter((line) => plainText(line) !== '')
  const errors = lines
    .slice(-40)
    .filter((line) => telling.test(line))
    .slice(-3)
  const redact = redactor(secretsOf(spec))
  const shown = (errors.length > 0 ? errors : lines.slice(-2)).map((line) => {
    // Again after cleaning: an invisible character inside a secret would hide it from the first pass.
    return plainExcerpt(redact(plainText(redact(line))), longestLine)
  })
  return shown.length === 0 ? 'its log is empty' : `its log says: ${shown.join(' | ')}`
}

/** Text of a file from a position on, at most its last 16 KiB; empty when it cannot be read. */
export function readEnd(path: string, from: number): string {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    return ''
  }
  try {
    const { size } = fstatSync(file)
    const start = Math.max(from, size - lastBytes)
    const buffer = Buffer.alloc(Math.max(0, size - start))
    return buffer.toString('utf8', 0, readSync(file, buffer, 0, buffer.length, start))
  } finally {
    closeSync(file)
  }
}
