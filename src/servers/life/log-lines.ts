import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { plainExcerpt, plainText } from '../../plain-text.ts'
import { redactor } from '../../http/redact.ts'
import type { ServerSpec } from '../server-spec.ts'
import { isAccessLine, isCause } from './log-words.ts'
import { secretsOf } from '../spec-secrets.ts'

const lastBytes = 16_384
/** Columns that a line may take in a message. */
const longestLine = 200
const telling =
  /error|fail|exception|fatal|couldn't|cannot|unable|invalid|denied|not found|no such|in use|out of memory|abort/i

/** The part of a log that is about one start: what is written once the server is told to end is not its cause. */
export interface LogPart {
  readonly from: number
  /** Size of the log when the server was told to end; left out where it ended by itself. */
  readonly until?: number
}

/**
 * A part of a server's log in one line: the first cause of its end and the last two lines that tell of an error,
 * else the last two of all. Lines about requests are left out; secrets of the spec are hidden.
 */
export function logEnd(log: string, { from, until }: LogPart, spec: ServerSpec): string {
  const lines = linesOf(log, { from, ...(until === undefined ? {} : { until }) })
  const errors = lines.filter((line) => telling.test(line))
  const redact = redactor(secretsOf(spec))
  const shown = (errors.length > 0 ? withCause(errors) : lines.slice(-2)).map((line) => {
    // Again after cleaning: an invisible character inside a secret would hide it from the first pass.
    return plainExcerpt(redact(plainText(redact(line))), longestLine)
  })
  return shown.length === 0 ? 'its log is empty' : `its log says: ${shown.join(' | ')}`
}

function withCause(errors: readonly string[]): readonly string[] {
  const last = errors.slice(-3)
  const cause = errors.find(isCause)
  return cause === undefined || last.includes(cause) ? last : [cause, ...last.slice(-2)]
}

/** Lines of a part of a log that say something, but for those about requests. */
export function linesOf(log: string, { from, until }: LogPart): string[] {
  return readPart(log, from, until)
    .split('\n')
    .filter((line) => plainText(line) !== '' && !isAccessLine(line))
}

/** Text of a file from a position on, at most its last 16 KiB; empty when it cannot be read. */
export function readEnd(path: string, from: number): string {
  return readBytes(path, (size) => [Math.max(from, size - lastBytes), size])
}

/** Bytes at the beginning of a part that are looked at where it is long: the cause stands before what it caused. */
const firstBytes = 262_144

function readPart(path: string, from: number, until: number | undefined): string {
  const first = readBytes(path, (size) => [from, Math.min(until ?? size, size, from + firstBytes)])
  const last = readBytes(path, (size) => {
    const end = Math.min(until ?? size, size)
    return [Math.max(from + firstBytes, end - lastBytes), end]
  })
  return last === '' ? first : `${first}\n${last}`
}

function readBytes(path: string, part: (size: number) => readonly [number, number]): string {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    return ''
  }
  try {
    const [start, end] = part(fstatSync(file).size)
    const buffer = Buffer.alloc(Math.max(0, end - start))
    return buffer.toString('utf8', 0, readSync(file, buffer, 0, buffer.length, start))
  } finally {
    closeSync(file)
  }
}
