import { expectedTexts } from '../../model/expected-texts.ts'
import type { AnswerToScore } from '../../scorer.ts'
import { askedLanguages, type ParsedLanguage } from '../code/languages.ts'
import { codeLike, parseCode, type ParsedCode } from '../code/parse-code.ts'
import { cleanText } from './clean-text.ts'
import { functionWords } from './function-words.ts'
import { type Fence, type Layout, layoutOf } from './markdown.ts'
import { contentStems, promptStems } from './terms.ts'
import { type Sentence, sentencesOf, type Word } from './words.ts'

/** A block of code, parsed. */
export interface ReadCode extends Fence, ParsedCode {
  /** Its lines that are not empty. */
  readonly lines: readonly string[]
}

/** Text of a paragraph or an item, as sentences. */
export interface Passage {
  readonly kind: 'paragraph' | 'item'
  readonly text: string
  readonly sentences: readonly Sentence[]
}

/** An answer, read once for all components. */
export interface ReadAnswer {
  readonly input: string
  readonly expected: readonly string[]
  readonly text: string
  /** True where only the beginning was looked at. */
  readonly cut: boolean
  readonly layout: Layout
  readonly passages: readonly Passage[]
  readonly sentences: readonly Sentence[]
  /** Words of the passages. */
  readonly words: readonly Word[]
  readonly code: readonly ReadCode[]
  /** Whether enough of its words carry English grammar for the order of words to be judged. */
  readonly english: boolean
  /** Stems of the answer's subject words, code included, and how far each counts. */
  readonly stems: ReadonlyMap<string, number>
  /** Stems of the prompt's subject words. */
  readonly asked: ReadonlySet<string>
}

/** Below them a text is too short for its language to be known. */
const leastWords = 4
const englishShare = 0.15
const longestPrompt = 4000
/** A block of code whose lines were run together: its fence and its code stand in one line. */
const runInFence = /(?<fence>```[a-z+#]+)[ \t]+(?<code>[^\n`]{20,}(?:`[^\n`]+`[^\n`]*)*)```[ \t]*/gu

/** Reads an answer. Never throws, and takes time in proportion to its length, up to 20,000 characters. */
export function readAnswer({ input, output, expected }: AnswerToScore): ReadAnswer {
  const { text, cut } = cleanText(output)
  const prompt = cleanText(input).text.slice(0, longestPrompt)
  const named = askedLanguages(prompt)
  const language = named.length === 1 ? (named[0] ?? null) : null
  const layout = bareCode(text, language) ?? layoutOf(text.replaceAll(runInFence, '\n$<fence>\n$<code>\n```\n'))
  const blocks = layout.fences.filter(({ code }) => code.trim() !== '')
  const passages = layout.pieces.flatMap(({ kind, text: piece }) =>
    kind === 'paragraph' || kind === 'item'
      ? [{ kind, text: piece, sentences: sentencesOf(piece, kind === 'item') }]
      : [],
  )
  const sentences = passages.flatMap((passage) => passage.sentences)
  const words = sentences.flatMap((sentence) => sentence.words)
  const grammar = words.filter(({ lower }) => functionWords.has(lower)).length
  return {
    input: prompt,
    expected: expectedTexts(expected).map((one) => cleanText(one).text),
    text,
    cut,
    layout,
    passages,
    sentences,
    words,
    code: blocks.map((fence) => readCode(fence, language, blocks.length === 1)),
    english: words.length >= leastWords && grammar / words.length >= englishShare,
    stems: contentStems(text),
    asked: promptStems(prompt),
  }
}

function readCode(fence: Fence, asked: ParsedLanguage | null, sole: boolean): ReadCode {
  const lines = fence.code.split('\n').filter((line) => line.trim() !== '')
  return { ...fence, ...parseCode(fence.language, fence.code, asked, sole), lines }
}

/** An answer that is code and nothing else, without a fence; null for all others. */
function bareCode(text: string, asked: ParsedLanguage | null): Layout | null {
  if (text.includes('```') || text.trim() === '' || !codeLike(text)) return null
  const parsed = parseCode('', text, asked)
  if (parsed.parsedAs === null || parsed.errors > Math.max(3, text.split('\n').length / 2)) return null
  const fences = [{ language: '', code: text, closed: true }]
  return { pieces: [], fences, lists: [], tables: 0, last: 'code', closed: false }
}
