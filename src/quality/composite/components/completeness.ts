import type { Profile } from '../profile.ts'
import type { ReadAnswer } from '../reading/read-answer.ts'
import { takenUp } from '../reading/common-words.ts'
import { promptStems } from '../reading/terms.ts'
import { truncation } from '../gates/truncation.ts'
import { type ComponentScore, type Look, meanOf, ramp } from './component.ts'

const numbers: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  ten: 10,
}
const countable =
  'tips|ways|reasons|steps|examples|ideas|points|items|benefits|causes|differences|hooks|options|rules|' +
  'mistakes|bullets?|functions'
const counted = new RegExp(
  `\\b(?<number>two|three|four|five|six|seven|eight|ten|[2-9]|10)\\s+(?:\\p{L}+\\s+){0,2}?(?:${countable})\\b`,
  'iu',
)

/** Forms that a prompt may ask for, and how they are seen. */
const forms: readonly (readonly [name: string, asked: RegExp, has: (answer: ReadAnswer) => boolean])[] = [
  ['a table', /\b(?:as|in|with) an? (?:\p{L}+ )?table\b/iu, ({ layout }) => layout.tables > 0],
  ['a list', /\b(?:bullet|as a list|numbered list|checklist)/iu, ({ layout }) => layout.lists.length > 0],
  [
    'steps',
    /\bstep[- ]by[- ]step\b/iu,
    ({ layout, text }) => layout.lists.length > 0 || /\b(?:first|then|next)\b/iu.test(text),
  ],
  [
    'an example',
    /\b(?:with|give|show) (?:an|a code|a short|one) example\b/iu,
    ({ code, text }) => code.length > 0 || /\b(?:example|instance|suppose|say)\b/iu.test(text),
  ],
  ['code', /\b(?:code|snippet|in (?:typescript|javascript|python))\b/iu, ({ code }) => code.length > 0],
  ['a question', /\b(?:as|with) a question\b/iu, ({ text }) => text.includes('?')],
]

/** Whether it does all that was asked, at the length that such answers have, and comes to its end. */
export function completeness(answer: ReadAnswer, { like, length: [least, most] }: Profile): ComponentScore {
  const size =
    like === 'code_generation'
      ? answer.code.reduce((sum, { lines }) => sum + lines.length, 0)
      : answer.words.length + answer.code.reduce((sum, { lines }) => sum + lines.length * 6, 0)
  const unit = like === 'code_generation' ? 'lines of code' : 'words'
  const looks: Look[] = [
    [Math.min(ramp(size, 0, least), ramp(size, most * 3, most)), `${least} to ${most} ${unit}`],
    [truncation(answer, like) === null ? 1 : 0, 'an end'],
  ]
  const aspects = aspectsOf(answer.input)
  if (aspects.length > 0) {
    const met = aspects.filter((stems) => [...stems].some((stem) => takenUp(stem, answer.stems) > 0)).length
    looks.push([met / aspects.length, `each of ${aspects.length} parts of the prompt taken up`])
  }
  const number = counted.exec(answer.input)?.groups?.['number']?.toLowerCase()
  if (number !== undefined) {
    const wanted = numbers[number] ?? Number(number)
    looks.push([ramp(itemsOf(answer), 0, wanted), `${wanted} items`])
  }
  for (const [name, asked, has] of forms) if (asked.test(answer.input)) looks.push([has(answer) ? 1 : 0, name])
  return meanOf(looks)
}

/** Parts of a prompt between its commas, ends and `and`, by the stems that each has. */
function aspectsOf(input: string): ReadonlySet<string>[] {
  return input
    .split(/[,.;:?!\n]|\band\b|\bor\b|\bwith\b|\bversus\b|\bvs\b/iu)
    .map(promptStems)
    .filter((stems) => stems.size > 0)
    .slice(0, 12)
}

function itemsOf({ layout, passages, code }: ReadAnswer): number {
  return Math.max(0, ...layout.lists, passages.length, code.length)
}
