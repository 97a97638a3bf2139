import { tensorBytes } from '../../../src/models/gguf/ggml-types.ts'
import type { GgufScalar } from '../../../src/models/gguf/gguf-cursor.ts'
import type { GgufTensorInfo } from '../../../src/models/gguf/gguf-contents.ts'
import type { Quantization } from '../../../src/models/gguf/quantizations.ts'
import type { ModelReads } from '../../../src/models/reads/model-reads.ts'
import { readWeights } from '../../../src/models/reads/read-weights.ts'
import { type ShapeName, shapes } from '../../../src/models/synthetic/shapes.ts'
import { planSynthetic } from '../../../src/models/synthetic/synthetic-plan.ts'

type Value = GgufScalar | readonly GgufScalar[]

/** Values of an architecture as a header has them: arrays apart. */
export function valuesOf(
  architecture: string,
  given: Readonly<Record<string, Value>>,
): { values: Map<string, GgufScalar>; arrays: Map<string, readonly GgufScalar[]> } {
  const values = new Map<string, GgufScalar>()
  const arrays = new Map<string, readonly GgufScalar[]>()
  for (const [name, value] of Object.entries(given)) {
    const key = `${architecture}.${name}`
    if (typeof value === 'object') arrays.set(key, value)
    else values.set(key, value)
  }
  return { values, arrays }
}

/** A tensor of 16-bit floats, or of another type by its number. */
export function tensor(name: string, dimensions: readonly number[], typeId = 1): GgufTensorInfo {
  return { name, dimensions, typeId, offset: 0 }
}

/** Weights that the tokens of a synthetic model read, without its file. */
export function readsOfShape(shape: ShapeName, quantization: Quantization): ModelReads {
  const { metadata, tensors } = planSynthetic({ shape, quantization, seed: 0 })
  const { architecture, layers } = shapes[shape]
  const scalars = metadata.flatMap(([key, { value }]) => (typeof value === 'object' ? [] : [[key, value] as const]))
  const infos = tensors.map(({ name, dimensions, type }) => tensor(name, dimensions, type.id))
  const reads = readWeights(architecture, layers, [{ values: new Map(scalars), arrays: new Map(), tensors: infos }])
  if (reads === null) throw new Error(`of ${shape} it cannot be told`)
  return reads
}

/** Bytes of all tensors of a synthetic model, without padding. */
export function tensorBytesOf(shape: ShapeName, quantization: Quantization): number {
  return planSynthetic({ shape, quantization, seed: 0 }).tensors.reduce(
    (sum, { type, dimensions }) => sum + tensorBytes(type, dimensions),
    0,
  )
}
