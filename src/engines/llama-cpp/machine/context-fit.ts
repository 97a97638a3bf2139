import type { Llama, LlamaModel } from 'node-llama-cpp'
import { assertContextFits } from '../../../models/memory-fit.ts'
import type { ModelOptions } from '../../../models/model-options.ts'
import { contextBytes } from '../../../models/reads/context-bytes.ts'
import type { ModelReads } from '../../../models/reads/model-reads.ts'

/** A model's file, as far as the memory of its contexts depends on it. */
interface FittedFile {
  readonly reads: ModelReads | null
  readonly vocabularySize: number
  readonly fileBytes: number
}

/** Refuses a context for which there is no memory. */
export type ContextFit = (sequences: number, contextSize: number) => void

/**
 * Whether a context of a model fits into the memory of this machine; of one on a GPU its driver says so.
 * @throws LlmBenchError `model-too-large`
 */
export function contextFit(llama: Llama, model: LlamaModel, file: FittedFile, options: ModelOptions): ContextFit {
  const { reads } = file
  if (reads === null || llama.gpu !== false) return () => {}
  const { batchSize, kvCache, flashAttention } = options
  // Mapped weights count as available memory; those that were repacked for the processor are not read again.
  const repacked = Math.max(0, model.memoryUsage.ram - file.fileBytes)
  const mappedBytes = options.mmap === false ? 0 : Math.max(0, file.fileBytes - repacked)
  return (sequences, contextSize) => {
    const bytes = contextBytes(reads, file.vocabularySize, {
      sequences,
      contextSize,
      batchSize,
      kvCache,
      flashAttention,
    })
    if (bytes !== null) assertContextFits({ sequences, contextSize, contextBytes: bytes, mappedBytes })
  }
}
