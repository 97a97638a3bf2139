import type { LlamaGrammarEvaluationState, SequenceEvaluateOptions } from 'node-llama-cpp'
import type { Sampling } from '../../workload/prompt.ts'
import type { CompiledRules } from './answers/compile-rules.ts'
import { noContextShift } from './no-context-shift.ts'

/** A request as the engine is to answer it. */
export interface Evaluated {
  readonly sampling: Sampling
  readonly index: number
  readonly rules: CompiledRules | null
  readonly grammar: LlamaGrammarEvaluationState | null
  /** The engine's word for no top-k: see `answers/no-top-k.ts`. */
  readonly noTopK: number
}

/** Options of the engine for one request. */
export function evaluateOptions({ sampling, index, rules, grammar, noTopK }: Evaluated): SequenceEvaluateOptions {
  const { temperature, seed } = sampling
  const { tokenBias, topK, ...samplers } = rules?.samplers ?? { topK: 0, topP: 1, minP: 0 }
  return {
    temperature,
    // Without one the engine takes the time of day, and makes its sampler anew each second.
    seed: seed + index,
    // The engine ends the loop at an end token unless it is asked to yield it: we decide instead.
    yieldEogToken: true,
    contextShift: noContextShift,
    // A temperature alone would quietly switch top-k 40 and top-p 0.95 on as well.
    ...(temperature === 0 ? {} : { ...samplers, topK: topK === 0 ? noTopK : topK }),
    ...(tokenBias === undefined ? {} : { tokenBias }),
    ...(grammar === null ? {} : { grammarEvaluationState: grammar }),
  }
}
