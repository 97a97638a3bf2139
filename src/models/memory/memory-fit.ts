import { LlmBenchError } from '../../errors.ts'
import { bytesBeside, formatBytes, formatCount } from '../../figures.ts'
import type { MemoryPredictionRecord } from '../../record/target.ts'
import type { MemoryBudget } from './memory-budget.ts'
import { type Candidate, predictedOf, whatFits } from './what-fits.ts'

/**
 * Refuses a model that needs more memory than its budget, before anything of its weights is read: weights, the context
 * it begins with, and what is computed in it.
 *
 * @param model - The model's spec, name or path, for the message.
 * @throws {LlmBenchError} `model-too-large`, with the figures in GB (10^9 bytes) and what would fit.
 */
export function assertModelFits(model: string, candidate: Candidate, budget: MemoryBudget): void {
  const { draft } = candidate
  const predicted = predictedOf(candidate)
  // Of a model that keeps something else of a token the weights are known all the same.
  const weightsBytes = candidate.model.weights.tensorBytes + (draft?.model.weights.tensorBytes ?? 0)
  const neededBytes = predicted?.totalBytes ?? weightsBytes
  if (neededBytes <= budget.bytes) return
  const draftBytes = draft === undefined ? 0 : (predicted?.draftBytes ?? draft.model.weights.tensorBytes)
  const fitting = [
    ...(draftBytes > 0 && neededBytes - draftBytes <= budget.bytes
      ? [`no draft (${formatBytes(neededBytes - draftBytes)})`]
      : []),
    ...[whatFits(candidate, budget.bytes)].filter((ways) => ways !== null),
  ].join(', ')
  const beside = draft === undefined ? '' : ` with its draft "${draft.name}"`
  throw new LlmBenchError(
    'model-too-large',
    `model "${model}"${beside} needs about ${formatBytes(neededBytes)} of memory ` +
      `(${partsOf(predicted, neededBytes)}), ` +
      `${budget.words(bytesBeside(budget.bytes, neededBytes))}; ` +
      (fitting === '' ? 'choose a smaller model' : `what fits: ${fitting}`) +
      (budget.isShared ? '; or stop other programs' : ''),
  )
}

/** Parts of a prediction in words, the small ones left out. */
function partsOf(predicted: MemoryPredictionRecord | null, neededBytes: number): string {
  if (predicted === null) return `${formatBytes(neededBytes)} of weights`
  const parts = [
    [predicted.mappedBytes, 'of mapped weights'],
    [predicted.copiedBytes, 'of weights'],
    [predicted.repackedBytes, 'of weights repacked for the processor'],
    [predicted.kvBytes, 'of KV cache'],
    [predicted.computeBytes + predicted.engineBytes, 'to compute in'],
  ] as const
  const shown = parts.filter(([bytes]) => bytes >= neededBytes / 100)
  return shown.map(([bytes, what]) => `${formatBytes(bytes)} ${what}`).join(', ')
}

/** A context that is about to be made beside a loaded model. Sizes in bytes. */
export interface FittingContext {
  readonly sequences: number
  readonly contextSize: number
  /** Memory that it takes. */
  readonly contextBytes: number
  /** Part of the model that counts into the budget: of what is available what is mapped, of an option all of it. */
  readonly besideBytes: number
}

/**
 * Refuses a context that exceeds the memory beside its model: the system would end the process, or read the weights
 * from the disk again for each token.
 *
 * @throws {LlmBenchError} `model-too-large`, with the figures in GB (10^9 bytes).
 */
export function assertContextFits(
  { sequences, contextSize, contextBytes, besideBytes }: FittingContext,
  budget: MemoryBudget,
): void {
  const neededBytes = contextBytes + besideBytes
  if (neededBytes <= budget.bytes) return
  const beside = besideBytes === 0 ? '' : ` beside ${formatBytes(besideBytes)} of its model`
  throw new LlmBenchError(
    'model-too-large',
    `a context of ${formatCount(sequences)} × ${formatCount(contextSize)} tokens needs about ` +
      `${formatBytes(contextBytes)} of memory${beside}, ${budget.words(bytesBeside(budget.bytes, neededBytes))}; ` +
      'lower contextSize, maxTokens or the concurrency, choose a smaller kvCache' +
      (budget.isShared ? ', or stop other programs' : ''),
  )
}

/** Refuses a file that alone is larger than the memory its model may take, before anything of it is fetched. */
export function assertFileFits(model: string, fileBytes: number, budget: MemoryBudget): void {
  if (fileBytes <= budget.bytes) return
  throw new LlmBenchError(
    'model-too-large',
    `model "${model}" needs ${formatBytes(fileBytes)} of memory for its weights alone, ` +
      `${budget.words(bytesBeside(budget.bytes, fileBytes))}; choose a smaller quantization or model`,
  )
}
