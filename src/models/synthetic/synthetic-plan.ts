import { bertMetadata, bertTensors } from './architectures/bert.ts'
import { gemma3Metadata, gemma3Tensors } from './architectures/gemma3.ts'
import { gpt2Metadata, gpt2Tensors } from './architectures/gpt2.ts'
import { llamaMetadata, llamaTensors } from './architectures/llama.ts'
import { qwen2Metadata, qwen2Tensors } from './architectures/qwen2.ts'
import { olmoeMetadata, olmoeTensors } from './architectures/olmoe.ts'
import { elementCount, type WritableType } from '../gguf/ggml-types.ts'
import { GGUF_ALIGNMENT, SYNTHETIC_KEY } from '../gguf/gguf-format.ts'
import { type GgufMetadata, type GgufTensor, layoutGguf } from '../gguf/gguf-writer.ts'
import {
  fileTypeNumbers,
  type Quantization,
  type TensorRole,
  type TensorShape,
  tensorType,
} from '../gguf/quantizations.ts'
import { type ModelShape, type ShapeName, shapes } from './shapes.ts'

/** Identity of a synthetic model: equal values give equal bytes. */
export interface SyntheticModel {
  readonly shape: ShapeName
  readonly quantization: Quantization
  /** Whole number from 0 to 4294967295. */
  readonly seed: number
}

/** A tensor of a synthetic model, its type chosen by its role. */
export interface SyntheticTensor extends GgufTensor {
  readonly role: TensorRole
  readonly type: WritableType
}

/** Contents of a synthetic model's file, weights apart. */
export interface SyntheticPlan {
  readonly metadata: GgufMetadata
  readonly tensors: readonly SyntheticTensor[]
}

/** The `general.name` of a synthetic model's file. */
export function syntheticName({ shape, quantization, seed }: SyntheticModel): string {
  return `synthetic ${shape} ${quantization} seed ${seed}`
}

/** Metadata and tensors of a synthetic model, as llama.cpp expects them of its architecture. */
export function planSynthetic(model: SyntheticModel): SyntheticPlan {
  const shape = shapes[model.shape]
  const { metadata } = architectureOf(shape)
  return {
    metadata: [
      ['general.architecture', { type: 'string', value: shape.architecture }],
      ['general.name', { type: 'string', value: syntheticName(model) }],
      ['general.file_type', { type: 'uint32', value: fileTypeNumbers[model.quantization] }],
      ['general.quantization_version', { type: 'uint32', value: 2 }],
      ['general.alignment', { type: 'uint32', value: GGUF_ALIGNMENT }],
      [SYNTHETIC_KEY, { type: 'bool', value: true }],
      ...metadata(),
    ],
    tensors: typedTensors(shape, model.quantization),
  }
}

/** Parameters of a shape: the values of all its tensors, a tied matrix counted once. */
export function parameterCount(shape: ModelShape): number {
  return architectureOf(shape)
    .tensors()
    .reduce((sum, { dimensions }) => sum + elementCount(dimensions), 0)
}

/** Size in bytes of the file of a synthetic model, header and padding included. */
export function syntheticFileBytes(model: SyntheticModel): number {
  const { metadata, tensors } = planSynthetic(model)
  return layoutGguf(metadata, tensors).fileBytes
}

function typedTensors(shape: ModelShape, quantization: Quantization): SyntheticTensor[] {
  const tiedEmbeddings = isTied(shape)
  const context = { layers: shape.layers, tiedEmbeddings }
  return architectureOf(shape)
    .tensors()
    .map((tensor) => ({
      name: tensor.name,
      role: tensor.role,
      dimensions: tensor.dimensions,
      type: tensorType(tensor, quantization, context),
    }))
}

function isTied(shape: ModelShape): boolean {
  if (shape.architecture === 'llama') return shape.tiedEmbeddings
  return shape.architecture !== 'olmoe' && shape.architecture !== 'qwen2'
}

function architectureOf(shape: ModelShape): {
  tensors: () => TensorShape[]
  metadata: () => GgufMetadata
} {
  if (shape.architecture === 'llama')
    return { tensors: () => llamaTensors(shape), metadata: () => llamaMetadata(shape) }
  if (shape.architecture === 'gpt2') return { tensors: () => gpt2Tensors(shape), metadata: () => gpt2Metadata(shape) }
  if (shape.architecture === 'bert') return { tensors: () => bertTensors(shape), metadata: () => bertMetadata(shape) }
  if (shape.architecture === 'qwen2')
    return { tensors: () => qwen2Tensors(shape), metadata: () => qwen2Metadata(shape) }
  return shape.architecture === 'gemma3'
    ? { tensors: () => gemma3Tensors(shape), metadata: () => gemma3Metadata(shape) }
    : { tensors: () => olmoeTensors(shape), metadata: () => olmoeMetadata(shape) }
}
