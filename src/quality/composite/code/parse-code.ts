import { parsedJson } from '../../../json.ts'
import { countedFaults, faultsOf, hopeless, longestParsed } from './faults.ts'
import { type Grammar, grammars } from './grammars.ts'
import { fencedLanguage, type ParsedLanguage } from './languages.ts'
import { looseFaults } from './loose-code.ts'

/** Outcome of parsing code. */
export interface ParsedCode {
  /** Null where the language is none that is parsed: brackets, and forms of lines, were looked at. */
  readonly parsedAs: ParsedLanguage | null
  /** Places at which it breaks the grammar; what follows from one wrong mark counts as one. */
  readonly errors: number
  /** Words and marks that it has. */
  readonly size: number
  /** True where all that is wrong is that it stops: the places are all in its last two lines. */
  readonly stops: boolean
}

const longRead = 2000
/** TypeScript that the grammar does not know: code that has some is not judged by it. */
const unknownSyntax: readonly RegExp[] = [
  /\bdeclare\s+(?:module|global)\b/u,
  /\btypeof\s+import\s*\(/u,
  /\w\?:[^,\]\n]{0,200}\]/u,
  /\):\s*\w+\s+is\s/u,
  /\{\s*type\s/u,
  /\bnew\s*\(?class\b/u,
]

// Blanks are those of the line alone: lines that are empty would be read again from each of them.
const looks: readonly (readonly [RegExp, ParsedLanguage])[] = [
  [/^\s*<!doctype html|^\s*<html[\s>]/iu, 'html'],
  [/^package [a-z]\w*$|^func (?:\(\w+ \*?\w+\) )?\w+\(/mu, 'go'],
  [/^[ \t]*(?:pub )?fn \w+|^[ \t]*(?:impl|use) [\w:<>]+|\blet mut \w+/mu, 'rust'],
  [/^[ \t]*#include\s*[<"]|^(?:int|void) \w+\([^)\n]*\) ?\{/mu, 'c'],
  [
    /^[ \t]*(?:public|private|protected) (?:static |final |abstract )*(?:class|interface|enum|record|\w+ \w+\()/mu,
    'java',
  ],
  [/^[ \t]*(?:def \w+\([^)\n]*\).*:|from \w[\w.]* import |import \w[\w.]*$|class \w.*:$|async def )/mu, 'python'],
  [/^[ \t]*(?:export|import|const|let|var|(?:async )?function|interface|type|class)\s[^\n]*[={(;'"]/mu, 'typescript'],
]

/** The language of code, by its fence or else by its look; null for one that is not parsed. */
export function languageOf(fence: string, code: string): ParsedLanguage | null {
  const named = fencedLanguage(fence)
  if (named !== undefined) return named
  if (/^\s*[[{]/u.test(code) && parsedJson(code) !== undefined) return 'json'
  return looks.find(([look]) => look.test(code))?.[1] ?? null
}

const linesOfCode: readonly RegExp[] = [
  /[{};)\]:,(]\s*$/u,
  /^\s*(?:\/\/|#|@|return|import|from|const|let|def|class|for|if|while|use|func|fn|pub)\b/u,
  /^\s*[\w.[\]'"]+ [-+*/|]?= \S/u,
]

/** Whether most lines end or begin as lines of code do. */
export function codeLike(code: string): boolean {
  const lines = code.split('\n').filter((line) => line.trim() !== '')
  return (
    lines.length > 1 &&
    lines.filter((line) => linesOfCode.some((pattern) => pattern.test(line))).length / lines.length >= 0.6
  )
}

/**
 * Parses code, as a whole or as a part of an object, a class or a function, whichever it fits.
 * @param asked language that the prompt names, for code that names none and looks like none
 * @param sole whether it is all the code of an answer: then it is taken for what was asked, whatever it looks like
 */
export function parseCode(fence: string, given: string, asked: ParsedLanguage | null = null, sole = false): ParsedCode {
  // Three points on a line of their own stand for what is left out.
  const code = given.replaceAll(/^[ \t]*(?:(?:\/\/|#)[ \t]*)?(?:\.{3}|…)[ \t]*$/gmu, '').trimEnd()
  const language =
    languageOf(fence, code) ?? (fencedLanguage(fence) === null || !(sole || codeLike(code)) ? null : asked)
  if (language === null || (language === 'typescript' && unknownSyntax.some((pattern) => pattern.test(code)))) {
    const { faults, size, stops } = looseFaults(fence, code)
    return { parsedAs: null, errors: faults, size, stops }
  }
  // The grammar of Python wants something after `yield`.
  return parsed(language, language === 'python' ? code.replaceAll(/\byield(?=[ \t]*(?:$|[)\]]))/gmu, 'yield 0') : code)
}

function parsed(language: ParsedLanguage, code: string): ParsedCode {
  const [first, ...parts] = grammars[language] as [Grammar, ...Grammar[]]
  const long = code.length > longestParsed
  const read = long ? code.slice(0, longestParsed) : code
  const whole = faultsOf(first, read)
  const sound = { parsedAs: language, errors: 0, size: whole.size, stops: false }
  if (whole.places.length === 0 || (language === 'json' && parsedJson(code) !== undefined)) return sound
  // Where it is read to its middle only, what stays open there is no fault.
  if (long && whole.places.every((at) => at >= read.length)) return sound
  // Text that is no code takes long to read: a long block of it is not read again.
  const noCode = read.length > longRead && whole.places.length > whole.size / hopeless
  if (whole.deep || noCode) return { ...sound, errors: whole.places.length }
  if (parts.some((grammar) => faultsOf(grammar, read).places.length === 0)) return sound
  return {
    ...sound,
    errors: countedFaults(first, read, whole),
    stops: whole.places.every((at) => at >= lastLines(code)),
  }
}

/** Where the last two lines of code begin. */
function lastLines(code: string): number {
  return code.lastIndexOf('\n', code.lastIndexOf('\n') - 1) + 1
}
