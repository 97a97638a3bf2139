import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { plainExcerpt, plainText } from '../../plain-text.ts'
import type { ServerSpec } from '../server-spec.ts'

const lastBytes = 16_384
/** Columns that a line may take in a message. */
const longestLine = 200
const telling =
  /error|fail|exception|fatal|couldn't|cannot|unable|invalid|denied|not found|no such|in use|out of memory|abort/i

/**
 * The end of a server's log from a position on, in one line: the last three lines that tell of an
 * error, else the last two. Secrets of the spec are masked.
 */
export function logEnd(log: string, from: number, spec: ServerSpec): string {
  const lines = readEnd(log, from)
    .split('\n')
    .filter((line) => plainText(line) !== '')
  const errors = lines
    .slice(-40)
    .filter((line) => telling.test(line))
    .slice(-3)
  const shown = (errors.length > 0 ? errors : lines.slice(-2)).map((line) => {
    // Again after cleaning: an invisible character inside a secret would hide it from the first pass.
    return plainExcerpt(mask(plainText(mask(line, spec)), spec), longestLine)
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

/** A line without what may be secrets of a spec: values of variables and flags with such names. */
function mask(line: string, spec: ServerSpec): string {
  return secretsOf(spec).reduce((masked, secret) => masked.replaceAll(secret, '***'), line)
}

const secretName = /key|token|secret|password/i
const shortestSecret = 6

function secretsOf({ env, args }: ServerSpec): string[] {
  const variables = Object.entries({ ...process.env, ...env })
    .filter(([name]) => secretName.test(name))
    .map(([, value]) => value ?? '')
  const flags = args.flatMap((arg, index) => {
    if (!arg.startsWith('-') || !secretName.test(arg)) return []
    const [, joined] = arg.split('=', 2)
    return [joined ?? args[index + 1] ?? '']
  })
  return [...variables, ...flags].filter((value) => value.length >= shortestSecret)
}
