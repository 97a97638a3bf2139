import { totalmem } from 'node:os'
import { LlmBenchError } from '../errors.ts'
import { bytesBeside, formatBytes, formatCount } from '../figures.ts'
import { availableMemory } from './available-memory.ts'

/** Share of the weights added for context and buffers when judging whether a model fits. */
const OVERHEAD = 0.1

/**
 * Refuses a model whose weights and 10 % more exceed the available memory.
 *
 * @param model - The model's spec, name or path, for the message.
 * @param weightsBytes - The size of its file in bytes.
 * @param memory - Available and total memory in bytes; this machine's by default.
 * @throws {LlmBenchError} `model-too-large`, with both figures in GB (10^9 bytes).
 */
export function assertFitsMemory(
  model: string,
  weightsBytes: number,
  memory: { readonly availableBytes: number; readonly totalBytes: number } = {
    availableBytes: availableMemory(),
    totalBytes: totalmem(),
  },
): void {
  const neededBytes = weightsBytes * (1 + OVERHEAD)
  if (neededBytes <= memory.availableBytes) return
  throw new LlmBenchError(
    'model-too-large',
    `model "${model}" needs about ${formatBytes(neededBytes)} of memory ` +
      `(${formatBytes(weightsBytes)} of weights and 10 %), ` +
      `${bytesBeside(memory.availableBytes, neededBytes)} of ${formatBytes(memory.totalBytes)} are available; ` +
      'choose a smaller quantization or shape, or stop other programs',
  )
}

/** A context that is about to be made beside a loaded model. Sizes in bytes. */
export interface FittingContext {
  readonly sequences: number
  readonly contextSize: number
  /** Memory that it takes. */
  readonly contextBytes: number
  /** Part of the model's files that has to stay in memory, and counts as available: mapped, not copied. */
  readonly mappedBytes: number
}

/**
 * Refuses a context that exceeds the available memory beside its model: the system would end the process, or read the
 * weights from the disk again for each token.
 *
 * @throws {LlmBenchError} `model-too-large`, with the figures in GB (10^9 bytes).
 */
export function assertContextFits(
  { sequences, contextSize, contextBytes, mappedBytes }: FittingContext,
  availableBytes: number = availableMemory(),
): void {
  const neededBytes = contextBytes + mappedBytes
  if (neededBytes <= availableBytes) return
  const mapped = mappedBytes === 0 ? '' : ` beside ${formatBytes(mappedBytes)} of mapped weights`
  throw new LlmBenchError(
    'model-too-large',
    `a context of ${formatCount(sequences)} × ${formatCount(contextSize)} tokens needs about ` +
      `${formatBytes(contextBytes)} of memory${mapped}, ${bytesBeside(availableBytes, neededBytes)} are available; ` +
      'lower contextSize, maxTokens or the concurrency, choose a smaller kvCache, or stop other programs',
  )
}
