import type { ControlledEvaluateIndexOutput, Token } from 'node-llama-cpp'
import { LlmBenchError } from '../../../errors.ts'
import type { EvaluateWish } from '../../../intrinsic/evaluation.ts'
import type { Place } from '../../../intrinsic/divergence.ts'

/** Question to the engine at a place. */
export interface AskedLogits {
  readonly logits: true | { filter: { tokens: Token[]; includeTop?: number; includeSelected?: boolean } }
  readonly totalLogitWeight?: true
}

/**
 * Tokens of a vocabulary whose logits are all taken, to be added up in 64 bits. The engine's own sum is one of 32 bits,
 * in which the many tokens of a large vocabulary that are next to impossible are lost: of 49,152 tokens the perplexity
 * came out 0.01 % too low.
 */
const allUpTo = 65_536

/** The question at a place: all logits, or those that are needed with the engine's sum over all. */
export function asked(size: number, target: number, at: number, wish: EvaluateWish): AskedLogits {
  if (size <= allUpTo) return { logits: true }
  const tokens = [target as Token]
  if (wish.kind === 'distributions')
    return { logits: { filter: { tokens, includeTop: wish.most ?? size } }, totalLogitWeight: true }
  if (wish.kind === 'divergence') {
    const { width, tokens: compared } = wish.from
    for (const token of compared?.subarray(at * width, (at + 1) * width) ?? []) tokens.push(token as Token)
  }
  // Greedy: the selected token is the likeliest, which includeMax alone does not bring, and includeTop sorts for.
  return { logits: { filter: { tokens, includeSelected: true } }, totalLogitWeight: true }
}

/** A place as the engine answered. */
export interface AnsweredPlace extends Place {
  readonly likeliest: number
  /** Tokens and their logits, the likeliest first. */
  readonly sorted: ReadonlyMap<Token, number>
}

/** @throws LlmBenchError `model-invalid` for logits that are no numbers */
export function answered({ next }: ControlledEvaluateIndexOutput): AnsweredPlace {
  const sorted = next.logits ?? new Map<Token, number>()
  const [first] = sorted
  const [likeliest, highest] = first ?? [0 as Token, Number.NaN]
  let weight = next.totalLogitWeight
  if (weight === undefined) {
    weight = 0
    for (const logit of sorted.values()) weight += Math.exp(logit - highest)
  }
  const total = highest + Math.log(weight)
  if (!Number.isFinite(total)) {
    throw new LlmBenchError(
      'model-invalid',
      'the model predicts no number (NaN) at a place of the text: its weights are damaged or badly converted; ' +
        'download it again, or choose another conversion',
    )
  }
  return { sorted, likeliest, total, logit: (token) => sorted.get(token as Token) }
}
