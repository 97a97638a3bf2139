import type { Decision, DecisionRequest } from '../../engines/decision.ts'
import type { Evaluated, EvaluateRequest } from '../../intrinsic/evaluation.ts'
import type { ReadText } from '../../intrinsic/read-text.ts'
import { seededRandom } from '../../stats/random.ts'

const charactersPerToken = 4
const vocabularySize = 1000
/** Mean of -ln p of a simulated token, in nats, and of its divergence from a base. */
const usualNats = 2.5
const usualDivergence = 0.02

/** A text in pieces of a few characters, which stand for tokens. */
export function simulatedReading(text: string): ReadText {
  const pieces = Array.from({ length: Math.ceil(text.length / charactersPerToken) }, (_, place) =>
    text.slice(place * charactersPerToken, (place + 1) * charactersPerToken),
  )
  return {
    tokens: Uint32Array.from(pieces, (piece) => (piece.codePointAt(0) ?? 0) % vocabularySize),
    bytes: Float64Array.from(pieces, (piece) => Buffer.byteLength(piece)),
    bytesCounted: 'estimated',
    bos: null,
    vocabulary: { size: vocabularySize, digest: 'simulated' },
    trainContextSize: 4096,
  }
}

/** Probabilities that no model gave, the same for the same places. */
export function simulatedEvaluation({ targets, from, wish }: EvaluateRequest): Evaluated {
  const random = seededRandom(from + targets.length)
  const around = (mean: number): Float64Array => Float64Array.from(targets, () => mean * (0.5 + random()))
  const none = new Float64Array(targets.length)
  return {
    logProbabilities: around(-usualNats),
    likeliest: targets,
    distributions:
      wish.kind === 'distributions' ? { width: 0, tokens: null, logits: new Float32Array(), totals: none } : null,
    divergence: wish.kind === 'divergence' ? { nats: around(usualDivergence), leftOut: none } : null,
  }
}

/** A decision for nothing in particular: every choice is as likely as any other. */
export function simulatedDecision({ question }: DecisionRequest): Decision {
  const choices = question.kind === 'yes-no' ? 2 : question.levels.length
  return { probabilities: Array.from({ length: choices }, () => 1 / choices) }
}
