import { sqlFaults } from './sql-faults.ts'

/** Faults that can be told without a grammar. */
export interface LooseFaults {
  readonly faults: number
  /** Its words. */
  readonly size: number
  /** True where all that is wrong is that brackets stay open. */
  readonly stops: boolean
}

const dockerWords =
  'FROM|RUN|CMD|LABEL|EXPOSE|ENV|ADD|COPY|ENTRYPOINT|VOLUME|USER|WORKDIR|ARG|STOPSIGNAL|HEALTHCHECK|SHELL'

/** Lines that a language may have, of those in which each line says by itself what it is. */
const lines: Readonly<Record<string, RegExp>> = {
  dockerfile: new RegExp(`^\\s*(?:#|(?:${dockerWords})\\s)`, 'u'),
  yaml: /^\s*(?:#|---|\.\.\.|-(?:\s|$)|[^\s:#-][^:]*:(?:\s|$)|["'][^"']*["']:|[\]}])/u,
  ini: /^\s*(?:[#;]|\[[^\]]+\]\s*$|[\w.-]+\s*=)/u,
}
const sameAs: Readonly<Record<string, string>> = { docker: 'dockerfile', yml: 'yaml', toml: 'ini', env: 'ini' }
const shells: ReadonlySet<string> = new Set(['bash', 'sh', 'shell', 'zsh'])
const sqls: ReadonlySet<string> = new Set(['sql', 'psql', 'mysql', 'sqlite', 'postgresql'])

/** Faults of code that are seen without a grammar: by its brackets, and in a few languages by the form of lines. */
export function looseFaults(fence: string, code: string): LooseFaults {
  const brackets = unbalanced(code)
  const more = sqls.has(fence)
    ? sqlFaults(code)
    : shells.has(fence)
      ? shellFaults(code)
      : lineFaults(lines[sameAs[fence] ?? fence], code)
  return {
    faults: brackets.wrong + brackets.open + more,
    size: code.split(/\s+/u).length,
    stops: more + brackets.wrong === 0 && brackets.open > 0,
  }
}

const keysOfLine = 3

function lineFaults(form: RegExp | undefined, code: string): number {
  if (form === undefined) return 0
  // A line that ends in a backslash or an operator goes on in the next.
  const joined = code.replaceAll(/(?:\\|&&|\|\||,|\[|\{)[ \t]*\n/gu, ' ')
  const wrong = joined.split('\n').filter((line) => line.trim() !== '' && !form.test(line)).length
  // Lines that were run together have many keys.
  const keys = code.split('\n').map((line) => [...line.matchAll(/[\w-]:(?=\s|$)/gu)].length)
  return wrong + keys.reduce((sum, many) => sum + Math.max(0, many - keysOfLine), 0)
}

const openers = new Set(['if', 'for', 'while', 'until', 'case', 'then', 'do', 'else', 'elif', 'fi', 'done', 'esac'])
const partnersOf: readonly (readonly [RegExp, RegExp])[] = [
  [/(?:^|[;\n|&({])[ \t]*if\s/gu, /(?:^|[;\n])[ \t]*fi\b/gu],
  [/(?:^|[;\n|&({])[ \t]*(?:for|while|until)\s/gu, /(?:^|[;\n])[ \t]*done\b/gu],
]

/** Words of a shell's grammar that stand within a command, and those without their other. */
function shellFaults(code: string): number {
  const plain = code.replaceAll(/"(?:[^"\\]|\\.)*"|'[^']*'|(?:^|\s)#[^\n]*/gu, ' x')
  let wrong = 0
  for (const line of plain.split('\n'))
    for (const part of line.split(/;|&&|\|\|?/u)) {
      const words = part.trim().split(/\s+/u)
      wrong += words.slice(1).filter((word, place) => openers.has(word) && !openers.has(words[place] ?? '')).length
      if (/^(?:-{1,2}\w|\]|[=<>])/u.test(words[0] ?? '')) wrong++
    }
  for (const [opens, ends] of partnersOf)
    wrong += Math.abs([...plain.matchAll(opens)].length - [...plain.matchAll(ends)].length)
  return wrong
}

const partners: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

/** Brackets without their other, outside of texts and comments: wrong ones, and those that are left open. */
function unbalanced(code: string): { readonly wrong: number; readonly open: number } {
  const open: string[] = []
  let wrong = 0
  const marks = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|(?:\/\/|#|--)[^\n]*|[()[\]{}]/gu
  for (const [mark] of code.matchAll(marks)) {
    if ('([{'.includes(mark)) open.push(mark)
    else if (mark in partners && open.pop() !== partners[mark]) wrong++
  }
  return { wrong, open: open.length }
}
