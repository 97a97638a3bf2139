import type { Profile } from '../profile.ts'
import { soundness } from '../code/soundness.ts'
import type { ReadAnswer } from '../reading/read-answer.ts'
import { type ComponentScore, type Look, meanOf, ramp } from './component.ts'

/** Exact things: figures, code in a line, names in the case of code, abbreviations. Words have letters of any sort. */
const exact =
  /`[^`\n]+`|\p{N}+(?:[.,]\p{N}+)*|(?<![\p{L}\p{N}_])(?:\p{Ll}+\p{Lu}\p{L}*|\p{L}+_\p{L}+|\p{L}+\(\)|\p{Lu}{2,})/gu
const hedges = /\b(?:maybe|perhaps|probably|i think|i guess|sort of|kind of|stuff|whatever|somehow|something like)\b/giu
const placeholders =
  /\b(?:TODO|FIXME|your code here|implement(?:ation)? (?:here|this|goes here)|rest of the code|not implemented)\b/iu
const definition = /\b(?:function|class|def|fn|func|const|let|interface|type|select|insert|create|public|impl)\b|=>/iu
const result = /\b(?:return|yield|print|console|export|throw|raise|resolve|select|res\.|assert|await|=>)|=>/iu
/** Exact things in a hundred words from which on there are enough. */
const enough = { viral_hook: 2, technical: 6, code_generation: 2 } as const

/** Whether it is exact: figures, names and code instead of vague words, and code that is sound and whole. */
export function technical(answer: ReadAnswer, { like }: Profile): ComponentScore {
  const { text, words, code } = answer
  const many = [...text.matchAll(exact)].length
  const vague = [...text.matchAll(hedges)].length
  const hundred = Math.max(words.length, 30) / 100
  const looks: Look[] = [
    [ramp(many / hundred, 0, enough[like]), 'figures and names'],
    [words.length + code.length === 0 ? 0 : ramp(vague / hundred, 4, 0), 'no vague words'],
  ]
  if (code.length > 0) looks.push([soundness(code), 'code that parses'])
  if (like !== 'code_generation') return meanOf(looks)
  const source = code.map((block) => block.code).join('\n')
  const whole: Look[] = [
    [code.length === 0 ? 0 : soundness(code), 'code that parses'],
    [code.length > 0 && !placeholders.test(source) ? 1 : 0, 'no place left open'],
    [definition.test(source) ? 1 : 0, 'something defined'],
    [result.test(source) ? 1 : 0, 'something returned or shown'],
  ]
  // That it parses counts twice.
  return meanOf([...whole.slice(0, 1), ...whole])
}
