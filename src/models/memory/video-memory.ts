import type { ModelOptions } from '../model-options.ts'
import { contextBytes, kvBytes } from '../reads/context-bytes.ts'
import type { PredictedContext, PredictedModel } from './predict-memory.ts'

/**
 * Memory that the last layers of a model take on a GPU with their part of a context, in bytes: the output counts as one
 * layer more, and what is computed in is reserved whole.
 */
export function videoMemory(
  { weights, reads }: PredictedModel,
  options: Pick<ModelOptions, 'batchSize' | 'kvCache' | 'flashAttention'>,
  context: PredictedContext,
  layers: number,
): number {
  if (layers === 0) return 0
  const { layerBytes, outputBytes, vocabulary } = weights
  const count = layerBytes.length
  const inLayers = layerBytes.slice(Math.max(0, count - layers)).reduce((sum, bytes) => sum + bytes, 0)
  const wanted = { ...options, ...context }
  const kv = reads === null ? 0 : (kvBytes(reads, wanted) ?? 0)
  const all = reads === null ? 0 : (contextBytes(reads, vocabulary, wanted) ?? 0)
  return inLayers + (layers > count ? outputBytes : 0) + (kv * Math.min(layers, count)) / count + (all - kv)
}
