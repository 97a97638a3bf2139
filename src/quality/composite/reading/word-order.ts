import { functionWords } from './function-words.ts'
import { cannotFollow, noEnd } from './word-classes.ts'
import type { Sentence, Word } from './words.ts'

/** Places where English grammar is broken, and how many a random order of the same words would break. */
export interface WordOrder {
  readonly broken: number
  readonly expected: number
}

const twice = new Set(['that', 'had', 'very', 'so', 'no', 'bye', 'really', 'never', 'more', 'again'])
/** Words that sound otherwise than they are written, after `a` and `an`. */
const otherSound = /^(?:u[bnrst]|eu|one|ewe|h|x|[fhlmnrsx]\p{Lu}|\p{N})/u
/** Text that keeps to ends of sentences, or to capitals, has at least this many of them for each sentence. */
const kept = 0.5

/** Looks at the order of the words of sentences: at words of grammar, at what follows them, and at capitals. */
export function wordOrder(sentences: readonly Sentence[]): WordOrder {
  const all = sentences.flatMap(({ words }) => words).filter(({ code }) => !code)
  const counts = Map.groupBy(all, ({ lower }) => lower)
  /** Chance that a word drawn from the text is one of these. */
  const chance = (wrong: (word: string) => boolean): number =>
    [...counts].reduce((sum, [word, { length }]) => sum + (wrong(word) ? length : 0), 0) / Math.max(1, all.length)
  const chances = new Map<string, number>()
  let broken = 0
  let expected = 0
  for (const { words } of sentences) {
    for (const [place, word] of words.entries()) {
      const next = words[place + 1]
      if (word.code || next === undefined) continue
      const wrong = cannotFollow(word.lower)
      if (doubled(word, next) || article(word, next)) broken++
      if (wrong === null || !(next.joined || next.comma)) continue
      if (!chances.has(word.lower)) chances.set(word.lower, chance(wrong))
      expected += chances.get(word.lower) as number
      // A comma comes after no determiner.
      if (!next.code && (next.joined ? wrong(next.lower) : word.lower === 'the' || word.lower === 'an')) broken++
    }
  }
  const ends = endsOf(sentences, all)
  return { broken: broken + ends.broken, expected: expected + ends.expected }
}

/** Ends of sentences and paragraphs, and capitals, that are not where they belong. */
function endsOf(sentences: readonly Sentence[], all: readonly Word[]): WordOrder {
  const share = (is: (word: Word) => boolean): number => all.filter(is).length / Math.max(1, all.length)
  const ended = sentences.filter(({ end, words }) => end !== '' && end !== '?' && words.length > 2)
  let broken = ended.filter(endsWrong).length
  let expected = ended.length * share(({ lower }) => noEnd.has(lower))
  const usual = sentences.filter(({ end }) => end !== '').length
  if (usual > sentences.length * kept) {
    const paragraphs = sentences.filter(({ first, item }) => first && !item).length
    // The last one may have been truncated, which is another fault.
    broken += sentences.slice(0, -1).filter(({ end, item, words }) => end === '' && !item && words.length > 5).length
    expected += Math.max(0, paragraphs - 1) * (1 - usual / Math.max(1, all.length))
  }
  const capitals = all.filter(isCapital)
  if (capitals.length < sentences.length * kept) return { broken, expected }
  broken += sentences.filter(lowStart).length
  broken += sentences.reduce((sum, { words }) => sum + words.filter(misplacedCapital).length, 0)
  expected += sentences.length * share(({ text }) => /^\p{Ll}+$/u.test(text)) * kept
  const ofGrammar = capitals.filter(({ lower }) => functionWords.has(lower)).length
  expected += ofGrammar * (1 - sentences.length / Math.max(1, all.length)) * kept
  return { broken, expected }
}

function endsWrong({ words }: Sentence): boolean {
  const last = words.at(-1)
  return last !== undefined && !last.code && noEnd.has(last.lower)
}

function doubled({ lower }: Word, next: Word): boolean {
  return next.joined && lower === next.lower && !twice.has(lower) && /^\p{Ll}+$/u.test(lower) && !next.code
}

/** `a` before a vowel, `an` before a consonant. */
function article({ lower }: Word, { text, code, joined }: Word): boolean {
  if (!joined || code || (lower !== 'a' && lower !== 'an')) return false
  if (otherSound.test(text) || /^\p{Lu}{2}/u.test(text)) return false
  return /^[aeiou]/iu.test(text) === (lower === 'a')
}

function isCapital({ text, code }: Word): boolean {
  return !code && /^\p{Lu}\p{Ll}/u.test(text)
}

/** A word of grammar with a capital within a sentence, where nothing before it asks for one. */
function misplacedCapital(word: Word, place: number, words: readonly Word[]): boolean {
  if (place === 0 || !word.joined || !isCapital(word) || !functionWords.has(word.lower)) return false
  if (word.lower.startsWith("i'")) return false
  // Titles have many of them.
  return words.filter(({ text }) => /^\p{Ll}/u.test(text)).length > words.length / 2
}

/** A sentence that begins small, other than an item of a list. */
function lowStart({ words, item, first }: Sentence): boolean {
  const start = words[0]
  return !(item && first) && start !== undefined && !start.code && /^\p{Ll}+$/u.test(start.text)
}
