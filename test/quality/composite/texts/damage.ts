import { seededRandom, shuffled } from '../../../../src/stats/random.ts'
import type { Text } from './read-texts.ts'

const seed = 7

/** Words and the blanks between them, by turns. */
function partsOf(text: string): string[] {
  return text.split(/(?<blank>\s+)/u)
}

/** Places of words, the first `share` of a seeded order. */
function drawn(parts: readonly string[], share: number, salt: number): number[] {
  const words = [...parts.keys()].filter((place) => place % 2 === 0 && parts[place] !== '')
  return shuffled(words, seededRandom(seed + salt)).slice(0, Math.round(words.length * share))
}

/** A share of the words trade places; blanks and lines stay. */
export function withShuffledWords({ output }: Text, share: number, salt: number): string {
  const parts = partsOf(output)
  const places = drawn(parts, share, salt)
  const moved = shuffled(places, seededRandom(seed + salt + 1))
  const result = [...parts]
  for (const [index, place] of places.entries()) result[place] = parts[moved[index] as number] as string
  return result.join('')
}

/** Like the former, but capitals, marks and all that is no letter stay where they are. */
export function withShuffledLetters({ output }: Text, share: number, salt: number): string {
  const words = [...output.matchAll(/[\p{L}\p{N}][\p{L}\p{N}'’]*/gu)]
  const places = shuffled([...words.keys()], seededRandom(seed + salt)).slice(0, Math.round(words.length * share))
  const moved = shuffled(places, seededRandom(seed + salt + 1))
  const texts = words.map(([word]) => word)
  for (const [index, place] of places.entries()) {
    texts[place] = likeCase(words[place]?.[0] ?? '', words[moved[index] as number]?.[0] ?? '')
  }
  let at = 0
  let result = ''
  for (const [index, word] of words.entries()) {
    result += output.slice(at, word.index) + (texts[index] ?? '')
    at = word.index + word[0].length
  }
  return result + output.slice(at)
}

function likeCase(old: string, word: string): string {
  const first = word.slice(0, 1)
  return (/^\p{Lu}/u.test(old) ? first.toUpperCase() : first.toLowerCase()) + word.slice(1)
}

/** A share of the words is gone, and a blank with each; lines stay. */
export function withoutWords({ output }: Text, share: number, salt: number): string {
  const parts = partsOf(output)
  const gone = new Set(drawn(parts, share, salt))
  return parts
    .map((part, place) => (gone.has(place) || (gone.has(place - 1) && !part.includes('\n')) ? '' : part))
    .join('')
}

/** A share of the answers stand under one another's prompts. */
export function withSwappedAnswers(texts: readonly Text[], share: number): Text[] {
  const places = shuffled([...texts.keys()], seededRandom(seed)).slice(0, Math.round(texts.length * share))
  const result = [...texts]
  for (const [index, place] of places.entries()) {
    const other = places[(index + 1) % places.length] as number
    result[place] = { input: texts[place]?.input ?? '', output: texts[other]?.output ?? '' }
  }
  return result
}

/** The first part of an answer, cut within a word. */
export function truncated({ output }: Text, share = 0.6): string {
  const end = Math.floor(output.length * share)
  const within = output.slice(0, end).replace(/[^\p{L}]+$/u, '')
  return within
}

/** Code with a bracket too few. */
export function withBrokenCode({ output }: Text): string {
  const start = output.indexOf('```')
  const bracket = output.indexOf(')', start)
  return start === -1 || bracket === -1 ? output : output.slice(0, bracket) + output.slice(bracket + 1)
}
