import type { ReadAnswer } from '../reading/read-answer.ts'

const leastWords = 12
const leastLines = 8
/** Share of three words in a row that stood there before. */
const mostRepeated = 0.25
const mostLines = 0.5

/** Why an answer seems to go round in circles; null where it does not. */
export function repetition({ words, code, text }: ReadAnswer): string | null {
  const triples = repeatedShare(words.map(({ lower }) => lower))
  if (words.length >= leastWords && triples > mostRepeated)
    return `${Math.round(triples * 100)} % of its word triples stood there before`
  const lines = code.flatMap((block) => block.lines).map((line) => line.trim())
  const long = lines.filter((line) => /[\p{L}\p{N}]/u.test(line))
  const distinct = new Set(long).size
  if (long.length >= leastLines && 1 - distinct / long.length > mostLines) return 'most of its lines of code are alike'
  return /(?<unit>[^\s\-=_*#.]{1,8}?)\k<unit>{30}/u.test(text) ? 'one piece of text is repeated over and over' : null
}

function repeatedShare(words: readonly string[]): number {
  const seen = new Set<string>()
  let repeated = 0
  for (let place = 2; place < words.length; place++) {
    const triple = `${words[place - 2]} ${words[place - 1]} ${words[place]}`
    if (seen.has(triple)) repeated++
    seen.add(triple)
  }
  return words.length < 3 ? 0 : repeated / (words.length - 2)
}
