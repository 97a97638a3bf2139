import type { KvCache } from '../../models/kv-cache.ts'
import type { ModelLoadOptions } from '../../models/model-options.ts'
import type { ModelText, QuantizationText } from '../../models/registry/names.ts'

/** One value of an option, or the values of it that are measured beside each other. */
type Values<Value> = Value | readonly Value[]

/**
 * Configurations of local models: one value, or a list of values, of each option that may be varied. The first of each
 * list make the first cell, which the others are set beside.
 */
export interface Matrix {
  /**
   * Model spec, or several. With `quantization` one of a family: `synthetic:<shape>`, `hf:<user>/<repository>`, or a
   * name of the registry.
   */
  model: Values<ModelText>
  /** Quantizations of the model, for example `['F16', 'Q8_0', 'Q4_0']`. */
  quantization?: Values<QuantizationText> | undefined
  /** Compute backends. */
  backend?: Values<NonNullable<ModelLoadOptions['backend']>> | undefined
  /** Engine threads. */
  threads?: Values<number | 'auto'> | undefined
  /** Layers on the GPU. */
  gpuLayers?: Values<number | 'max'> | undefined
  /** Types of the KV cache. */
  kvCache?: Values<KvCache | 'auto'> | undefined
  flashAttention?: Values<boolean | 'auto'> | undefined
  /** Most tokens evaluated in one step. */
  batch?: Values<number | 'auto'> | undefined
  /** Whether the file is mapped into memory. */
  mmap?: Values<boolean | 'auto'> | undefined
  /** Tokens a sequence can hold. */
  context?: Values<number | 'auto'> | undefined
  /**
   * Tokens that stand in the context before each prompt, 0 for none: they are evaluated once a launch, and count in no
   * time. The speed at each depth, and a line through the times to the first token, are reported.
   */
  depth?: Values<number> | undefined
}

/** Name of an axis of a matrix. */
export type MatrixAxis = keyof Matrix

/** The axes in the order in which cells name them; the first vary slowest. */
export const matrixAxes: readonly MatrixAxis[] = [
  'model',
  'quantization',
  'backend',
  'gpuLayers',
  'kvCache',
  'flashAttention',
  'threads',
  'batch',
  'mmap',
  'context',
  'depth',
]

/** The values of an axis; none where it is not given. */
export function valuesOf(matrix: Matrix, axis: MatrixAxis): readonly unknown[] {
  const given: unknown = matrix[axis]
  if (given === undefined) return []
  return Array.isArray(given) ? given : [given]
}
