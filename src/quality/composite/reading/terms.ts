import { porterStem } from '../../reference/porter.ts'
import { functionWords, taskWords } from './function-words.ts'

const word = /\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{N}][\p{L}\p{M}\p{N}'’]*/gu
/** Scripts that set no blanks between words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u
const longestWord = 64
/** Names that are one word, whatever capitals they have. */
const oneWord =
  'JavaScript|TypeScript|CoffeeScript|LinkedIn|TikTok|YouTube|WhatsApp|GitHub|GitLab|GraphQL|PostgreSQL|MySQL|' +
  'NoSQL|MongoDB|DynamoDB|OpenAI|ChatGPT|iPhone|iPad|macOS|iOS|DevOps|WebSocket|WiFi'
const names = new RegExp(`\\b(?:${oneWord})(?=s?\\b)`, 'gu')

let segmenter: Intl.Segmenter | null = null

/** Words of any text, code too, in their order: `fetchUser` and `fetch_user` are two each. */
export function plainWords(text: string): string[] {
  const split = text
    .replaceAll(names, (name) => name.toLowerCase())
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replaceAll('_', ' ')
  const found: string[] = []
  for (const [run] of split.matchAll(word)) {
    if (unspaced.test(run)) found.push(...segmented(run))
    else if (run.length <= longestWord) found.push(run.toLowerCase().replaceAll('’', "'"))
  }
  return found
}

function segmented(run: string): string[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' })
  return [...segmenter.segment(run)].flatMap(({ segment, isWordLike }) => (isWordLike === true ? [segment] : []))
}

/** The stem of a word, by Porter's rules (English); words of other scripts are their own. */
export function stemOf(lower: string): string {
  const bare = lower.replace(/'s?$/u, '')
  return /^[a-z]+$/u.test(bare) ? porterStem(bare) : bare
}

/** Stems of a text, in their order. */
export function stemsOf(text: string): string[] {
  return plainWords(text).map(stemOf)
}

/** Words of a text that are its beginning. */
const beginning = 40
/** How far a word counts that a text has once, and not at its beginning. */
const inPassing = 0.65

/** Stems of the words that carry a subject, and how far each counts: 1 at the beginning, or where it comes again. */
export function contentStems(text: string): Map<string, number> {
  const stems = new Map<string, number>()
  for (const [place, lower] of plainWords(text).entries()) {
    if (!isContent(lower)) continue
    const stem = stemOf(lower)
    stems.set(stem, place < beginning || stems.has(stem) ? 1 : inPassing)
  }
  return stems
}

/** Stems of the words of a prompt that an answer can be expected to take up, each once. */
export function promptStems(prompt: string): Set<string> {
  return new Set(
    plainWords(prompt)
      .filter((lower) => isContent(lower) && !taskWords.has(lower))
      .map(stemOf),
  )
}

function isContent(lower: string): boolean {
  return !functionWords.has(lower) && (lower.length > 2 || !/^[a-z]+$/u.test(lower)) && !/^\p{N}$/u.test(lower)
}
