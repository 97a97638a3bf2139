import type { Grammar } from './grammars.ts'

/** Places at which code breaks a grammar, and how many words and marks it has. */
export interface Faults {
  readonly places: readonly number[]
  readonly size: number
  /** True where it is nested deeper than people write: reading it again would take long. */
  readonly deep: boolean
}

/** Characters of a block that are parsed: grammars take their time for what is no code. */
export const longestParsed = 8000
const deepest = 300

/** Where code breaks a grammar. */
export function faultsOf({ parser, before, after }: Grammar, code: string): Faults {
  const places: number[] = []
  let size = 0
  let depth = 0
  let deep = false
  parser.parse(before + code + after).iterate({
    enter({ type, from, node }) {
      const at = Math.min(code.length, Math.max(0, from - before.length))
      if (type.isError || type.name === 'MismatchedCloseTag') places.push(at)
      else if (node.firstChild === null) size++
      deep ||= ++depth > deepest
    },
    leave() {
      depth--
    },
  })
  return { places, size, deep }
}

/** Faults from which on it is looked whether one mark is behind all of them. */
const many = 3
const longest = 3000
/** One fault for so few words and marks is no slip. */
export const hopeless = 4
const marks = [')', ']', '}', '(', '{', ':', '"', "'", '`', ';']

/** How many faults there are, where one mark that is missing or too many counts as one, whatever follows from it. */
export function countedFaults(grammar: Grammar, code: string, { places, size, deep }: Faults): number {
  const [first] = places
  if (places.length < many || first === undefined || deep) return places.length
  if (code.length > longest || places.length > size / hopeless) return places.length
  let least = places.length
  const ends = [first, lineEnd(code, first), lineEnd(code, lineStart(code, first) - 1), lineStart(code, first)]
  for (const at of new Set(ends)) {
    const [head, tail] = [code.slice(0, at), code.slice(at)]
    const others = [...marks.map((mark) => head + mark + tail), head + tail.slice(1), head.slice(0, -1) + tail]
    for (const other of others) {
      least = Math.min(least, 1 + faultsOf(grammar, other).places.length)
      if (least === 1) return least
    }
  }
  return least
}

function lineStart(code: string, at: number): number {
  return code.lastIndexOf('\n', Math.max(0, at - 1)) + 1
}

function lineEnd(code: string, at: number): number {
  const end = code.indexOf('\n', Math.max(0, at))
  return end === -1 ? code.length : end
}
