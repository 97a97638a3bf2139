import { anyOf } from '../reading/any-of.ts'
import type { ContentType, Profile } from '../profile.ts'
import type { ReadAnswer } from '../reading/read-answer.ts'
import { type ComponentScore, ramp } from './component.ts'

type Signal = readonly [name: string, seen: (answer: ReadAnswer) => boolean]

const matches = (name: string, pattern: RegExp): Signal => [name, ({ text }) => pattern.test(text)]

const hook: readonly Signal[] = [
  matches('a question', /\p{L}\?/u),
  matches('the reader addressed', /\b(?:you|your|you're|you've|yourself)\b/iu),
  matches('a figure', /\p{N}/u),
  matches(
    'a contrast',
    anyOf(
      "but|instead|until|unless|never|nobody|no one|without|before|after|not|don't|doesn't|isn't|until|yet|" +
        'only|still',
    ),
  ),
  matches(
    'curiosity',
    anyOf(
      'secret|mistake|truth|wrong|why|how|reason|actually|finally|surprising|changed|nobody|stop|worst|' +
        "best|weird|real|lie|hidden|turns out|here's|this",
    ),
  ),
  matches(
    'a call to act',
    /\b(?:save|share|follow|try|comment|watch|read|stop|start|stay|wait|join|tag|look|steal|grab|meet|listen)\b/iu,
  ),
  ['a quick opening', ({ sentences }) => sentences[0] !== undefined && sentences[0].words.length <= 12],
]

const explanation: readonly Signal[] = [
  [
    'an example',
    ({ text, code }) => code.length > 0 || /\b(?:for example|for instance|e\.g|such as|say|imagine)\b/iu.test(text),
  ],
  matches(
    'the reader addressed',
    /\b(?:you|your|let's|we|use|run|add|set|check|keep|avoid|call|pass|start|pick|choose|prefer|try|make)\b/iu,
  ),
  matches(
    'a reason',
    /\b(?:because|so that|so|since|therefore|which means|this is why|otherwise|that way|thus|hence|means)\b/iu,
  ),
  [
    'steps',
    ({ text, layout }) =>
      layout.lists.length > 0 || /\b(?:first|then|next|finally|second|after that|once)\b/iu.test(text),
  ],
  matches(
    'a limit',
    /\b(?:but|however|unless|avoid|note|only|except|careful|trade-off|although|while|instead|not|never|without)\b/iu,
  ),
]

const signals: Readonly<Record<ContentType, readonly Signal[]>> = {
  viral_hook: hook,
  technical: explanation,
  code_generation: explanation,
}
const full: Readonly<Record<ContentType, number>> = { viral_hook: 4, technical: 4, code_generation: 3 }

/** Whether it speaks to its reader: how many of the known signals it has. English. */
export function engagement(answer: ReadAnswer, { like }: Profile): ComponentScore {
  if (answer.words.length === 0 && answer.code.length === 0) return { score: 0, why: 'no words' }
  const seen = signals[like].filter(([, has]) => has(answer)).map(([name]) => name)
  const enough = full[like]
  const names = seen.length === 0 ? '' : `: ${seen.join(', ')}`
  return { score: ramp(seen.length, 0, enough), why: `${seen.length} signals, full at ${enough}${names}` }
}
