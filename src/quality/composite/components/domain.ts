import { askedLanguages } from '../code/languages.ts'
import { languageOf } from '../code/parse-code.ts'
import type { ContentType, Profile } from '../profile.ts'
import type { ReadAnswer } from '../reading/read-answer.ts'
import { functionWords } from '../reading/function-words.ts'
import { stemsOf } from '../reading/terms.ts'
import { type ComponentScore, ramp } from './component.ts'

const keywordWeight = 0.7
const mostCharacters = 280
/** Shares of words with a subject of their own in written English: Ure 1971 has prose above 0.4. */
const denseFrom = 0.25
const denseAt = 0.42

/** Whether it is of its field: the keywords that were given, and what its sort of content is held to. */
export function domain(answer: ReadAnswer, { like, keywords }: Profile): ComponentScore {
  const [habit, words] = habits[like](answer)
  if (keywords.length === 0) return { score: habit, why: `${words}; no keywords given` }
  const stems = ` ${stemsOf(answer.text).join(' ')} `
  const missing = keywords.filter((keyword) => !stems.includes(` ${stemsOf(keyword).join(' ')} `))
  const found = keywords.length - missing.length
  const lost = missing.length === 0 ? '' : ` (missing: ${missing.join(', ')})`
  return {
    score: keywordWeight * (found / keywords.length) + (1 - keywordWeight) * habit,
    why: `keywords ${found} of ${keywords.length}${lost}; ${words}`,
  }
}

const habits: Readonly<Record<ContentType, (answer: ReadAnswer) => readonly [number, string]>> = {
  viral_hook({ text }) {
    const tags = [...text.matchAll(/(?:^|\s)#\p{L}/gu)].length
    const length = text.trim().length
    const fits = (ramp(length, mostCharacters * 2, mostCharacters) + ramp(tags, 8, 3)) / 2
    return [fits, `${length} characters, ${tags} tags`]
  },
  technical({ words, english }) {
    if (!english) return [0.5, 'density not judged: too few English words']
    const dense = words.filter(({ lower }) => !functionWords.has(lower)).length / words.length
    return [ramp(dense, denseFrom, denseAt), `${Math.round(dense * 100)} % of the words carry the subject`]
  },
  code_generation({ input, code }) {
    const wanted = askedLanguages(input)
    if (code.length === 0) return [0, 'no code']
    const written = code.map((block) => block.parsedAs ?? languageOf(block.language, block.code))
    if (wanted.length === 0) return [1, 'no language asked for']
    const right = written.some((language) => language !== null && wanted.includes(language))
    return [right ? 1 : 0, `${wanted.join(' or ')} asked for, ${right ? 'and given' : 'not given'}`]
  },
}
