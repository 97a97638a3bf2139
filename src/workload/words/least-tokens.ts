import type { ChatMessage, TextPrompt } from '../prompt.ts'

/** Texts of fewer tokens than this fit into every context. */
const shortest = 32
/**
 * Tokens that no vocabulary goes below on a text. A token of a common one (byte pairs, SentencePiece) ends where a word
 * does: it needs one a word at least, and 1.2 to 2 of most languages; those that were trained across spaces (SuperBPE,
 * Jurassic) need 0.8 to 0.9. In scripts without spaces a token holds 3 characters at most on average of Chinese and
 * Japanese, in vocabularies made for them, and 5 of Thai and its neighbours.
 */
const perWord = 1 / 2
const perIdeograph = 1 / 6
const perLetter = 1 / 8

const known = new WeakMap<object, number>()

/**
 * Fewest tokens that a user's own texts can be, whatever the vocabulary: half of their words, which no image, no
 * language and no template brings down. Null for short ones, which are cut nowhere.
 *
 * @param texts messages, or the one text of a completion
 */
export function leastTokens(texts: readonly (TextPrompt | ChatMessage)[]): number | null {
  let least = 0
  for (const text of texts) {
    const counted = known.get(text) ?? leastOf('text' in text ? text.text : text.content)
    // The same prompt is sent again and again.
    known.set(text, counted)
    least += counted
  }
  return least < shortest ? null : Math.floor(least)
}

/** Words count by their first letter or digit; what is neither may be swallowed by a neighbour, a thousand at once. */
function leastOf(text: string): number {
  let words = 0
  let ideographs = 0
  let letters = 0
  let inWord = false
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (isSpace(code)) inWord = false
    else if (isIdeograph(code)) ideographs++
    else if (isUnspacedLetter(code)) letters++
    else if (!inWord && isWordly(code)) {
      inWord = true
      words++
    }
  }
  return words * perWord + ideographs * perIdeograph + letters * perLetter
}

function isSpace(code: number): boolean {
  return code <= 0x20 || code === 0xa0 || code === 0x30_00 || (code >= 0x20_00 && code <= 0x20_0b)
}

/** Letters and digits, of ASCII and of all scripts: punctuation of others is worth no look. */
function isWordly(code: number): boolean {
  if (code > 0x7f) return code > 0xbf && !(code >= 0x20_0c && code <= 0x2b_ff) && !(code >= 0xd8_00 && code <= 0xf8_ff)
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)
}

/** Kana and Han. */
function isIdeograph(code: number): boolean {
  return (code >= 0x30_40 && code <= 0x30_ff) || (code >= 0x34_00 && code <= 0x9f_ff)
}

/** Letters of Thai, Lao, Tibetan, Myanmar and Khmer, which have no spaces between words. */
function isUnspacedLetter(code: number): boolean {
  return (code >= 0x0e_00 && code <= 0x10_9f) || (code >= 0x17_80 && code <= 0x17_ff)
}
