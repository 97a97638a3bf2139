import { faultShare } from '../code/soundness.ts'
import { ramp } from '../components/component.ts'
import { disorder, fullDisorder, usualDisorder } from '../components/coherence.ts'
import { coverage } from '../components/semantic.ts'
import type { ContentType, Profile } from '../profile.ts'
import type { ReadAnswer } from '../reading/read-answer.ts'
import { echo } from './echo.ts'
import { type GateName, gateNames } from './gate-name.ts'
import { repetition } from './repetition.ts'
import { stuffing } from './stuffing.ts'
import { truncation } from './truncation.ts'

/** A gate that is closed. */
export interface ClosedGate {
  readonly gate: GateName
  /** By which the total is multiplied. */
  readonly left: number
  readonly why: string
}

/** Share of the prompt's subject words that an answer takes up at least; a hook has few words to do so. */
const onTopic: Readonly<Record<ContentType, number>> = { viral_hook: 0.27, technical: 0.4, code_generation: 0.36 }
const replacedOffTopic = 0.2
/** How far one fault in code closes its gate, and faults of a word or mark at which it is closed altogether. */
const oneFault = 0.3
const fullFaults = 0.42
/** Words that a line of code counts as. */
const wordsOfLine = 8
/** How far prose closes it where code was asked for. */
const noCode = 0.85

/** Why a gate is closed, and how far: 1 for altogether. */
type Closed = readonly [why: string, far: number]
type Gate = (answer: ReadAnswer, profile: Profile, semantic: number | null) => Closed | null

const closed = (why: string | null): Closed | null => (why === null ? null : [why, 1])

const gates: Readonly<Record<GateName, Gate>> = {
  empty: ({ words, code, layout }) =>
    words.length + code.length + layout.pieces.filter(({ text }) => /[\p{L}\p{N}]/u.test(text)).length === 0
      ? ['it has no word', 1]
      : null,
  disordered(answer) {
    const broken = disorder(answer)
    if (broken === null || broken <= usualDisorder) return null
    const why = `grammar is broken ${Math.round(broken * 100)} % as often as by words in a random order`
    return [why, ramp(broken, usualDisorder, fullDisorder) * Math.sqrt(proseShare(answer))]
  },
  repetition: (answer) => closed(repetition(answer)),
  stuffing: (answer, { keywords }) => closed(stuffing(answer, keywords)),
  echo: (answer) => closed(echo(answer)),
  'off-topic'(answer, { like }, semantic) {
    // A component of the user's own knows more of meaning than words do.
    if (semantic !== null) return semantic < replacedOffTopic ? [`semantic is ${semantic.toFixed(2)}`, 1] : null
    const { found, of, share } = coverage(answer)
    if (of === 0 || share >= onTopic[like]) return null
    return [`it has ${found} of ${answer.asked.size} words of the prompt`, 1]
  },
  truncated: (answer, { like }) => closed(truncation(answer, like)),
  'broken-code'(answer, { like }) {
    const { code, cut, layout } = answer
    if (code.length === 0) {
      // It may have stopped before it came to its code.
      const early = truncation(answer, like) !== null && (disorder(answer) ?? 1) <= usualDisorder
      return like !== 'code_generation' || early ? null : ['it has no code', noCode]
    }
    const broken = code.filter(({ errors }) => errors > 0)
    if (broken.length === 0 || cut) return null
    // Code that only stops is truncated, and no more than that.
    if (!layout.closed && broken.every(({ stops }) => stops)) return null
    const names = [...new Set(broken.map(({ parsedAs, language }) => parsedAs ?? language))].join(', ')
    const far = oneFault + (1 - oneFault) * ramp(faultShare(broken), 0, fullFaults)
    return [`${broken.length} of ${code.length} blocks of code do not parse (${names})`, far]
  },
}

/** Share of an answer that is prose. A line of code counts as eight words. */
function proseShare({ words, code }: ReadAnswer): number {
  const lines = code.reduce((sum, block) => sum + block.lines.length, 0)
  return words.length / (words.length + lines * wordsOfLine)
}

/**
 * The gates that an answer closes, in their order.
 * @param semantic score of the user's own semantic component; null where there is none
 */
export function closedGates(answer: ReadAnswer, profile: Profile, semantic: number | null): ClosedGate[] {
  return gateNames.flatMap((gate): ClosedGate[] => {
    const cap = profile.caps[gate]
    const found = cap === 1 ? null : gates[gate](answer, profile, semantic)
    return found === null ? [] : [{ gate, left: 1 - found[1] * (1 - cap), why: found[0] }]
  })
}

/** Gates of which the strictest counts: each says in its own way that the answer is none to the prompt. */
const ofOneKind: ReadonlySet<GateName> = new Set(['empty', 'repetition', 'stuffing', 'echo', 'off-topic'])

/** The share of the total that gates leave: all others take their own part of what is left. */
export function leftBy(closedOnes: readonly ClosedGate[], { like }: Profile): number {
  // Prose that was cut early may have had no room for its topic: that is one fault.
  const isOne = ({ gate }: ClosedGate): boolean =>
    ofOneKind.has(gate) || (gate === 'truncated' && like !== 'code_generation')
  const strictest = Math.min(1, ...closedOnes.filter(isOne).map(({ left }) => left))
  return closedOnes.filter((gate) => !isOne(gate)).reduce((left, gate) => left * gate.left, strictest)
}
