import { plainText } from '../../../plain-text.ts'

/** Lines that package managers and Node end with, whatever went wrong. */
const ofManagers = [
  'complete log of this run|a list of scripts|^info visit https|^error command failed',
  String.raw`^npm (?:error|err!)\s+npm run$`,
  String.raw`^at .*:\d+:\d+\)?[ {]*$|^code: '\w+',?$|^node\.js v\d`,
]

/** Lines with which Vitest surrounds an error: its summary, the place, the source there, rules, a difference. */
const ofVitest = [
  String.raw`^(?:test files|tests|errors|type errors|snapshots)\s+(?:\d|no )|^start at\s+\d|^duration\s+\d`,
  String.raw`^❯ |^\d*\s*\||^⎯|⎯$|^[-+] (?:expected|received)\b|^serialized error: `,
]

const asAlways = new RegExp([...ofManagers, ...ofVitest].join('|'), 'iu')
/** A line that says what was thrown. */
const thrown = /^\w*(?:Error|Exception)(?: \[\w+\])?: ./u
const mostLines = 3

/**
 * The few lines of a program's output that say what went wrong: the last that says what was thrown and those after
 * it, or without one the last lines.
 */
export function tellingLines(text: string): string[] {
  const lines = text
    .split('\n')
    .map(plainText)
    .filter((line) => /\p{L}/u.test(line) && !asAlways.test(line))
  const last = lines.findLastIndex((line) => thrown.test(line))
  return last < 0 ? lines.slice(-mostLines) : lines.slice(last, last + mostLines)
}
