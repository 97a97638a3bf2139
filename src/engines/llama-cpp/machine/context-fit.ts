import type { Llama, LlamaModel } from 'node-llama-cpp'
import { predictedDraftLoad, predictedLoad } from '../../../models/memory/candidate.ts'
import { assertContextFits } from '../../../models/memory/memory-fit.ts'
import { memoryBudget } from '../../../models/memory/memory-budget.ts'
import { type PredictedContext, predictMemory, withDraft } from '../../../models/memory/predict-memory.ts'
import { cpuFeatures } from '../../../models/memory/repacked-bytes.ts'
import type { WeightsMemory } from '../../../models/memory/weights-memory.ts'
import type { ModelOptions } from '../../../models/model-options.ts'
import { usualBatchTokens } from '../../../models/reads/context-bytes.ts'
import type { ModelReads } from '../../../models/reads/model-reads.ts'
import type { MemoryPredictionRecord } from '../../../record/target.ts'

/** A model's file, as far as the memory of its contexts depends on it. */
interface FittedFile {
  readonly reads: ModelReads | null
  readonly weights: WeightsMemory
}

/** A context to be made. */
type WantedShape = Pick<PredictedContext, 'sequences' | 'contextSize'>

/** Refuses a context for which there is no memory beside those that are open. */
export type ContextFit = (wanted: WantedShape, open: readonly PredictedContext[]) => void

/** Memory of a model's contexts. */
export interface ContextMemory {
  /** @throws LlmBenchError `model-too-large` */
  readonly assertFits: ContextFit
  /** Memory that the model takes with these contexts; null on a GPU, and where its header does not tell. */
  readonly predicted: (open: readonly PredictedContext[]) => MemoryPredictionRecord | null
}

/** Memory of the contexts of a model that is loaded; of one on a GPU its driver says what fits. */
export function contextMemory(
  llama: Pick<Llama, 'gpu' | 'systemInfo'>,
  { useMmap }: Pick<LlamaModel, 'useMmap'>,
  file: FittedFile,
  options: ModelOptions,
  draftFile: FittedFile | null = null,
): ContextMemory {
  if (llama.gpu !== false) return { assertFits: () => {}, predicted: () => null }
  const features = cpuFeatures(llama.systemInfo)
  const load = { ...predictedLoad(options, features), mmap: useMmap }
  const draftLoad = { ...predictedDraftLoad(options, features), mmap: useMmap }
  const predicted = (open: readonly PredictedContext[]): MemoryPredictionRecord | null => {
    const alone = predictMemory(file, load, open)
    if (draftFile === null || alone === null) return alone
    const drafting = predictMemory(draftFile, draftLoad, open)
    return drafting === null ? null : withDraft(alone, drafting)
  }
  return {
    predicted,
    assertFits: ({ sequences, contextSize }, open) => {
      const wanted = { sequences, contextSize, longestPrompt: Math.min(contextSize, usualBatchTokens) }
      const [alone, before, after] = [[], open, [...open, wanted]].map(predicted)
      if (!alone || !before || !after) return
      const contextBytes = after.totalBytes - before.totalBytes
      const budget = memoryBudget(options.memoryBudget)
      // What is available has lost all but the pages of the file: those that are not repacked stay in use.
      const inUse = Math.max(0, alone.mappedBytes - alone.repackedBytes)
      const besideBytes = options.memoryBudget === 'auto' ? inUse : before.totalBytes
      assertContextFits({ sequences, contextSize, contextBytes, besideBytes }, budget)
    },
  }
}
