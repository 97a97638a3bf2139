/** A word of prose as it stands in a sentence. */
export interface Word {
  readonly text: string
  readonly lower: string
  /** Between backticks: it keeps its own case and grammar. */
  readonly code: boolean
  /** True where nothing, not even a comma, stands between it and the word before. */
  readonly joined: boolean
  /** True where a comma, a semicolon or a colon stands there, and nothing else. */
  readonly comma: boolean
}

/** A sentence, and how it ends. */
export interface Sentence {
  readonly words: readonly Word[]
  /** Its end as written: `.`, `?`, of the last one of a paragraph also `:`, an emoji or a link; or nothing. */
  readonly end: string
  /** True where it is the first of its paragraph. */
  readonly first: boolean
  /** True in an item of a list. */
  readonly item: boolean
}

const word = /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}'’_]|[-./@](?=[\p{L}\p{N}]))*/u
const token = new RegExp(
  String.raw`\x60[^\x60]*\x60|\p{N}+(?:[.,:]\p{N}+)*|${word.source}|[.!?…。！？]+|\n|[^\s\p{L}\p{M}\p{N}]`,
  'gu',
)
/** Ends of a paragraph that are none of a sentence elsewhere. */
const finished = /[:;)\]"'”’`*_~»|]$|\p{Extended_Pictographic}\uFE0F?$|(?:^|\s)[#@][\p{L}\p{N}_]+$|https?:\/\/\S+$/u
const ending = /^[.!?…。！？]+$/u
/** Marks that may stand between an end and the blank after it. */
const closing = new Set(['"', "'", '”', '’', ')', ']', '*', '_', '»'])
const abbreviations = new Set(['e.g', 'i.e', 'etc', 'vs', 'dr', 'mr', 'mrs', 'ms', 'no', 'st', 'approx', 'fig'])

/** The sentences of a paragraph. An end counts where a blank or a new line follows. */
export function sentencesOf(paragraph: string, item = false): Sentence[] {
  const sentences: Sentence[] = []
  let words: Word[] = []
  /** Marks between the word before and what comes: null before the first. */
  let between: string | null = null
  let end = ''
  const close = (): void => {
    if (words.length > 0) sentences.push({ words, end, first: sentences.length === 0, item })
    words = []
    end = ''
    between = null
  }
  for (const { 0: text, index } of paragraph.matchAll(token)) {
    if (end !== '' && !closing.has(text)) close()
    const code = text.startsWith('`') && text.length > 1
    if (text === '\n') continue
    if (ending.test(text)) {
      const next = paragraph.slice(index + text.length, index + text.length + 2)
      const wide = /[。！？]/u.test(text)
      const abbreviated = text === '.' && abbreviations.has(words.at(-1)?.lower ?? '')
      if (!abbreviated && (wide || next === '' || /^["'”’)\]*_»]?(?:\s|$)/u.test(next))) end = text
      between = text
    } else if (code || /^[\p{L}\p{N}]/u.test(text)) {
      words.push(wordOf(text, code, between))
      between = ''
    } else if (text !== '*' && text !== '_') between = `${between ?? ''}${text}`
  }
  if (end === '') end = finished.exec(paragraph.trimEnd())?.[0].trim() ?? ''
  close()
  return sentences
}

function wordOf(text: string, code: boolean, between: string | null): Word {
  const bare = code ? text.slice(1, -1) : text
  return {
    text: bare,
    lower: bare.toLowerCase().replaceAll('’', "'"),
    code,
    joined: between === '',
    comma: between === ',' || between === ';' || between === ':',
  }
}
