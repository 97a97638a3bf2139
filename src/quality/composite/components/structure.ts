import type { Profile } from '../profile.ts'
import type { ReadAnswer } from '../reading/read-answer.ts'
import { type ComponentScore, type Look, meanOf, ramp } from './component.ts'

const longLine = 120

/** Whether the answer has the form of its sort of content. */
export function structure(answer: ReadAnswer, { like }: Profile): ComponentScore {
  return meanOf({ viral_hook: hook, technical, code_generation: code }[like](answer))
}

function hook({ layout, words, sentences }: ReadAnswer): Look[] {
  const opening = sentences[0]?.words.length ?? 0
  const heavy = layout.tables + layout.pieces.filter(({ kind }) => kind === 'heading').length
  return [
    [opening === 0 ? 0 : ramp(opening, 30, 14), 'a short opening'],
    [words.length === 0 ? 0 : ramp(words.length / sentences.length, 28, 14), 'short sentences'],
    [heavy === 0 ? 1 : 0, 'no headings and tables'],
    [layout.fences.length === 0 ? 1 : 0.5, 'no block of code'],
  ]
}

function technical(answer: ReadAnswer): Look[] {
  const { layout, passages, words, sentences, text } = answer
  const longest = Math.max(0, ...passages.map((passage) => passage.sentences.flatMap((one) => one.words).length))
  const mean = sentences.length === 0 ? 0 : words.length / sentences.length
  const parts = layout.pieces.length + layout.fences.length
  const looks: Look[] = [
    [words.length === 0 ? 0 : ramp(longest, 240, 120), 'paragraphs of at most 120 words'],
    [Math.min(ramp(mean, 2, 8), ramp(mean, 45, 26)), 'sentences of 8 to 26 words'],
    [ramp(parts, 0, Math.min(4, Math.max(1, Math.ceil(words.length / 60)))), 'a part for each 60 words'],
    [headingsInOrder(answer) ? 1 : 0, 'levels of headings in order'],
  ]
  if (layout.lists.length > 0) looks.push([Math.max(...layout.lists) > 1 ? 1 : 0, 'lists of several items'])
  if (/[{;]\s*$/mu.test(text)) looks.push([layout.fences.length > 0 ? 1 : 0, 'code in fences'])
  return looks
}

function headingsInOrder({ layout }: ReadAnswer): boolean {
  const levels = layout.pieces.filter(({ kind }) => kind === 'heading').map(({ level }) => level)
  return levels.every((level, place) => place === 0 || level <= (levels[place - 1] as number) + 1)
}

function code({ code: blocks, words }: ReadAnswer): Look[] {
  const lines = blocks.flatMap((block) => block.lines)
  const fenced = blocks.filter(({ language }) => language !== '').length
  return [
    [blocks.length > 0 ? 1 : 0, 'a block of code'],
    [blocks.length === 0 ? 0 : fenced / blocks.length, 'fences that name the language'],
    [blocks.length > 0 && blocks.every(({ closed }) => closed) ? 1 : 0, 'fences that are closed'],
    [ramp(words.length, 0, 8), 'a word about it'],
    [lines.length === 0 ? 0 : lines.filter((line) => line.length <= longLine).length / lines.length, 'lines that fit'],
    [indented(lines), 'blocks that are indented'],
  ]
}

/** Share of the lines that open a block which the next line is set in from. */
function indented(lines: readonly string[]): number {
  let opening = 0
  let set = 0
  for (const [place, line] of lines.entries()) {
    const next = lines[place + 1]
    if (next === undefined || !/[{([:]\s*$/u.test(line) || /^\s*[)\]}]/u.test(next)) continue
    opening++
    if (depth(next) > depth(line)) set++
  }
  return opening === 0 ? Math.min(1, lines.length) : set / opening
}

function depth(line: string): number {
  return line.length - line.trimStart().length
}
