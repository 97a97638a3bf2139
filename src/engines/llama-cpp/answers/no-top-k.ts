import type { LlamaContextSequence } from 'node-llama-cpp'

type ResolveSamplers = (options: object) => object

/**
 * Value of `topK` by which the engine looks at every token. It takes 0 for the size of the vocabulary, and then sorts
 * all of it for each token: 3 ms for 49,152 of them, and none of it changes the odds. Null leaves that sampler out,
 * where this release of node-llama-cpp lets null through; another might take its own default of 40 for it.
 */
export function noTopK(sequence: LlamaContextSequence): number {
  const resolve = (sequence as unknown as { _resolveSamplerConfig?: ResolveSamplers })._resolveSamplerConfig
  if (typeof resolve !== 'function') return 0
  try {
    return 'topK' in resolve.call(sequence, { temperature: 1, topK: null }) ? 0 : (null as unknown as number)
  } catch {
    return 0
  }
}
