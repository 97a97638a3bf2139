import { conjunctions, determiners, prepositions } from '../reading/function-words.ts'
import type { ContentType } from '../profile.ts'
import type { Passage, ReadAnswer } from '../reading/read-answer.ts'

const dangling: ReadonlySet<string> = new Set([...determiners, ...prepositions, ...conjunctions, 'to', 'than', 'if'])
/** Words from which on a sentence of its own wants an end. */
const longSentence = 14

/** Why an answer seems to stop in the middle; null where it does not. */
export function truncation(answer: ReadAnswer, like: ContentType): string | null {
  const { layout, code, passages, cut } = answer
  // Where it was cut for being looked at, its end was not seen.
  if (cut) return null
  if (!layout.closed) {
    if (layout.fences.some(({ closed }) => !closed)) return 'a block of code is not closed'
    const last = code.at(-1)
    if (last !== undefined && (last.stops || stopsInLine(last.lines))) return 'its code stops before its end'
    return null
  }
  const lines = answer.text.trimEnd().split('\n')
  const line = lines.at(-1)?.trim() ?? ''
  if (layout.last === 'text' && line.startsWith('|') && !line.endsWith('|') && lines.at(-2)?.trim().endsWith('|'))
    return 'its table stops in a row'
  const end = layout.pieces.at(-1)
  const last = passages.at(-1)
  const ends = layout.last !== 'code' && end !== undefined
  if (ends && like !== 'viral_hook') {
    if (end.kind === 'heading') return 'it ends in a heading'
    if (/:\s*$/u.test(end.text)) return 'it ends in ":"'
  }
  return last === undefined || !ends || end.text !== last.text ? null : openEnd(answer, last, like)
}

function openEnd({ passages, code }: ReadAnswer, last: Passage, like: ContentType): string | null {
  const sentence = last.sentences.at(-1)
  const word = sentence?.words.at(-1)
  const text = last.text.trimEnd()
  if (word === undefined || sentence?.end !== '') return null
  if (/[,–—(-]$/u.test(text)) return `it ends in "${text.slice(-1)}"`
  if (!word.code && dangling.has(word.lower)) return `it ends in "${word.lower}"`
  const others = passages.slice(0, -1).filter(({ kind }) => kind === last.kind)
  const ended = others.filter(({ sentences }) => sentences.at(-1)?.end !== '').length
  const usual =
    last.sentences.length > 1 ||
    (others.length > 0 && ended > others.length / 2) ||
    (last.kind === 'paragraph' &&
      (sentence.words.length >= longSentence || (like !== 'viral_hook' && passages.length + code.length > 1)))
  return usual ? 'its last sentence has no end' : null
}

/** Whether code without a fence ends in a line that says nothing, or in one that goes on. */
function stopsInLine(lines: readonly string[]): boolean {
  const last = lines.at(-1)?.trim() ?? ''
  return (
    /(?:[-+*/%=<>&|,.([{\\]|\b(?:and|or|not|in|if|for|while|return|import|from|def|class|const|let|new))$/u.test(
      last,
    ) ||
    (/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(last) &&
      !/^(?:pass|break|continue|return|raise|else|end|done|fi|esac)$/u.test(last))
  )
}
