import { totalmem } from 'node:os'
import { LlmBenchError } from '../errors.ts'
import { bytesBeside, formatBytes } from '../figures.ts'
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
