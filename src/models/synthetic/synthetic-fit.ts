import { firstContext, isOnProcessor, predictedLoad } from '../memory/candidate.ts'
import { assertModelFits } from '../memory/memory-fit.ts'
import { memoryBudget } from '../memory/memory-budget.ts'
import { cpuFeatures } from '../memory/repacked-bytes.ts'
import type { ModelOptions } from '../model-options.ts'
import { otherQuantizations, syntheticMemory } from './synthetic-memory.ts'
import { type SyntheticModel, syntheticName } from './synthetic-plan.ts'

/**
 * Refuses a synthetic model that cannot fit into memory before it is written.
 * @throws LlmBenchError `model-too-large`
 */
export function assertSyntheticFits(model: SyntheticModel, options: ModelOptions): void {
  if (!isOnProcessor(options)) return
  const candidate = {
    model: syntheticMemory(model),
    load: predictedLoad(options, cpuFeatures(null)),
    context: firstContext(options),
    others: () => otherQuantizations(model),
    parameters: null,
  }
  assertModelFits(syntheticName(model), candidate, memoryBudget(options.memoryBudget))
}
