import { plainText } from '../plain-text.ts'

/** Frames of a stack, as glibc, macOS, gdb and V8 print them. */
const frames = [
  String.raw`\(\+0x[\da-f]+\)\s*\[0x|\[0x[\da-f]{6,}\]\s*$`,
  String.raw`^\s*#\d+\s+0x|^\s*\d+:? +(?:\S+ +)?0x[\da-f]{6,}`,
  String.raw`^\s+at .+:\d+|^-+.*stack trace.*-+$`,
]
const frame = new RegExp(frames.join('|'), 'iu')
const trouble = /\berror\b|fail|assert|abort|exception|out of memory|unsupported|fatal/iu
/** Lines before the end within which the trouble is told that ended a process. */
const mostBack = 12
const mostCharacters = 300

/** The last line of a log, and the one that says what went wrong: null where none of the last ones does. */
export interface LastWords {
  readonly last: string
  readonly trouble: string | null
}

/**
 * The end of the log of a process that died. Native code prints its error first, what it was about after it, and
 * the stack last, which tells nobody anything: the first line of the last words of trouble is taken, stacks left out.
 */
export function lastWords(log: string): LastWords {
  const lines = log.trimEnd().split('\n')
  const told = lines.filter((line) => line.trim() !== '' && !frame.test(line)).slice(-mostBack)
  const last = told.at(-1) ?? lines.at(-1) ?? ''
  const end = told.findLastIndex((line) => trouble.test(line))
  let first = end
  while (first > 0 && trouble.test(told[first - 1] as string) && isSame(told[first - 1], told[first])) first--
  return { last: cut(last), trouble: end < 0 ? null : cut(told[first] as string) }
}

/** Whether lines are of one message: both have the level of the engine before them, or neither. */
function isSame(one = '', other = ''): boolean {
  return /^\[\w+\]/u.exec(one)?.[0] === /^\[\w+\]/u.exec(other)?.[0]
}

function cut(line: string): string {
  return plainText(line.trim()).slice(0, mostCharacters)
}
