import { plainWords } from '../reading/terms.ts'
import type { ReadAnswer } from '../reading/read-answer.ts'

const mostSame = 0.6

/** Why an answer seems to say the prompt again and nothing else; null where it does not. */
export function echo({ input, text }: ReadAnswer): string | null {
  const asked = new Set(triplesOf(plainWords(input)))
  const said = triplesOf(plainWords(text))
  const same = said.filter((triple) => asked.has(triple)).length
  return said.length > 0 && same / said.length > mostSame ? 'it says the prompt again' : null
}

function triplesOf(words: readonly string[]): string[] {
  return words.slice(2).map((word, place) => `${words[place]} ${words[place + 1]} ${word}`)
}
