import { seededRandom } from '../../src/stats/random.ts'

/** A text that something happened to. */
export interface Damaged {
  /** What happened, in order. */
  readonly kinds: readonly string[]
  readonly text: string
}

type Damage = (text: string, draw: (below: number) => number) => string

/** Integers that no machine has: those that wrapped at 2^64 among them. */
const absurd = ['0', '-1', '18446744073709551615', '18446744072683327475', '99999999999', '4294967296000000', '1e9']
const foreignNames = ['Ultra', 'Zenith', 'Leistung', '性能', 'Efficacité', 'K-Kern 7']

const damages: Readonly<Record<string, Damage>> = {
  truncated: (text, draw) => text.slice(0, draw(text.length)),
  'line missing': (text, draw) => changeLines(text, (lines) => lines.toSpliced(draw(lines.length), 1)),
  'line doubled': (text, draw) =>
    changeLines(text, (lines) => {
      const at = draw(lines.length)
      return lines.toSpliced(draw(lines.length), 0, lines[at] ?? '')
    }),
  'lines reordered': (text, draw) =>
    changeLines(text, (lines) => {
      const [from, to] = [draw(lines.length), draw(lines.length)]
      const [line = ''] = lines.slice(from, from + 1)
      return lines.toSpliced(from, 1).toSpliced(to, 0, line)
    }),
  'figure absurd': (text, draw) => replaceOne(text, /\b\d+\b/gu, draw, () => absurd[draw(absurd.length)] ?? '0'),
  'name unknown': (text, draw) =>
    replaceOne(text, /\b(?:Performance|Efficiency|Super|core|atom)\b/gu, draw, () => foreignNames[draw(6)] ?? ''),
  'decimal comma': (text) => text.replaceAll(/(\d)\.(\d)/gu, '$1,$2'),
  'other line ends': (text) => text.replaceAll('\n', '\r\n'),
  noise: (text, draw) =>
    changeLines(text, (lines) => lines.toSpliced(draw(lines.length), 0, 'objc[812]: Class X is implemented in both')),
  empty: () => '',
}

/** So many damaged copies of a text, always the same ones: each with one or two of the damages above. */
export function damagedCopies(text: string, copies: number, only?: readonly string[]): Damaged[] {
  const random = seededRandom(text.length * 7919 + copies)
  const draw = (below: number): number => Math.floor(random() * Math.max(1, below))
  const names = only ?? Object.keys(damages)
  return Array.from({ length: copies }, () => {
    const kinds = Array.from({ length: 1 + draw(2) }, () => names[draw(names.length)] ?? '')
    return { kinds, text: kinds.reduce((damaged, kind) => damages[kind]?.(damaged, draw) ?? damaged, text) }
  })
}

function changeLines(text: string, change: (lines: string[]) => string[]): string {
  const isEnded = text.endsWith('\n')
  const lines = (isEnded ? text.slice(0, -1) : text).split('\n')
  return change(lines).join('\n') + (isEnded ? '\n' : '')
}

function replaceOne(text: string, pattern: RegExp, draw: (below: number) => number, by: () => string): string {
  const found = [...text.matchAll(pattern)]
  const chosen = found[draw(found.length)]
  if (chosen === undefined) return text
  return `${text.slice(0, chosen.index)}${by()}${text.slice(chosen.index + chosen[0].length)}`
}
