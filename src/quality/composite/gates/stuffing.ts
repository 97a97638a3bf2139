import type { ReadAnswer } from '../reading/read-answer.ts'
import { functionWords, otherFunctionWords } from '../reading/function-words.ts'
import { stemOf, stemsOf } from '../reading/terms.ts'
import type { Word } from '../reading/words.ts'

/** Words below which nothing of this can be told; a list of them is known by fewer. */
const least = 12
const leastListed = 8
/** Share of the words that come from the prompt and the keywords, from which on they are stuffed in. */
const mostStuffed = 0.42
/** Share that one subject word may have of all, and how often it may stand there whatever its share. */
const mostOfOne = 0.13
const oftenOfOne = 5
/** Share of words of grammar below which a text in Latin letters is no text but a list of words. */
const leastGrammar = 0.12

/** Why an answer seems to be made of keywords; null where it does not. */
export function stuffing({ words, asked, code }: ReadAnswer, keywords: readonly string[]): string | null {
  if (isList(words, code.length > 0 ? least : leastListed)) return 'it is a list of words'
  // Code says its few names again and again.
  if (words.length < least || code.length > 0) return null
  const content = words.filter(({ lower }) => !functionWords.has(lower)).map(({ lower }) => stemOf(lower))
  const wanted = new Set([...asked, ...keywords.flatMap(stemsOf)])
  const from = content.filter((stem) => wanted.has(stem)).length
  if (from / words.length >= mostStuffed) return `${from} of ${words.length} words are of the prompt or keywords`
  const often = Math.max(0, ...[...Map.groupBy(content, (stem) => stem).values()].map((all) => all.length))
  return often >= oftenOfOne && often / words.length > mostOfOne ? `one word stands there ${often} times` : null
}

/** Whether words in Latin letters have no grammar of any language that is known. */
function isList(all: readonly Word[], fewest: number): boolean {
  const words = all.filter(({ lower, code }) => !code && /^\p{Script=Latin}/u.test(lower))
  const share = (known: ReadonlySet<string>): number =>
    words.filter(({ lower }) => known.has(lower)).length / words.length
  return words.length >= fewest && share(functionWords) < leastGrammar && share(otherFunctionWords) < leastGrammar
}
