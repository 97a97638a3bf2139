import type { LlamaGrammarEvaluationState, SequenceEvaluateOptions } from 'node-llama-cpp'
import type { Sampling } from '../../workload/prompt.ts'
import type { CompiledRules } from './answers/compile-rules.ts'
import { noContextShift } from './no-context-shift.ts'

/** Options of the engine for one request. */
export function evaluateOptions(
  { temperature, seed }: Sampling,
  index: number,
  rules: CompiledRules | null,
  grammar: LlamaGrammarEvaluationState | null,
): SequenceEvaluateOptions {
  const { tokenBias, ...samplers } = rules?.samplers ?? { topK: 0, topP: 1, minP: 0 }
  return {
    temperature,
    // The engine ends the loop at an end token unless it is asked to yield it: we decide instead.
    yieldEogToken: true,
    contextShift: noContextShift,
    // A temperature alone would quietly switch top-k 40 and top-p 0.95 on as well.
    ...(temperature === 0 ? {} : { seed: seed + index, ...samplers }),
    ...(tokenBias === undefined ? {} : { tokenBias }),
    ...(grammar === null ? {} : { grammarEvaluationState: grammar }),
  }
}
