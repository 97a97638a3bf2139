import { split } from './text.ts'

/** Ways to cut a text into words that sacreBLEU has. */
export type BleuTokenizer = '13a' | 'intl' | 'char' | 'none'

type Rule = readonly [pattern: RegExp, by: string]

const punctuation: readonly Rule[] = [
  [/([{-~[-` -&(-+:-@/])/gu, ' $1 '],
  [/([^0-9])([.,])/gu, '$1 $2 '],
  [/([.,])([^0-9])/gu, ' $1 $2'],
  [/([0-9])(-)/gu, '$1 $2 '],
]

const international: readonly Rule[] = [
  [/(\P{N})(\p{P})/gu, '$1 $2 '],
  [/(\p{P})(\P{N})/gu, ' $1 $2'],
  [/(\p{S})/gu, ' $1 '],
]

const entities: readonly Rule[] = [
  [/&quot;/gu, '"'],
  [/&amp;/gu, '&'],
  [/&lt;/gu, '<'],
  [/&gt;/gu, '>'],
]

function applied(text: string, rules: readonly Rule[]): string {
  return rules.reduce((changed, [pattern, by]) => changed.replace(pattern, by), text)
}

/**
 * The words of a text, as sacreBLEU cuts it: `13a` as mteval-v13a does (white space, ASCII punctuation), `intl` by the
 * classes of Unicode, `char` into characters, `none` at white space alone.
 */
export const bleuTokenizers: Readonly<Record<BleuTokenizer, (text: string) => string[]>> = {
  '13a': (text) => {
    const line = text.replaceAll('<skipped>', '').replaceAll('-\n', '').replaceAll('\n', ' ')
    return split(applied(` ${line.includes('&') ? applied(line, entities) : line} `, punctuation))
  },
  intl: (text) => split(applied(text, international)),
  char: (text) => split(Array.from(text).join(' ')),
  none: split,
}
