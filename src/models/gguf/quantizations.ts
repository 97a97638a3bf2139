import { LlmBenchError } from '../../errors.ts'
import { type WritableType, type WritableTypeName, writableTypes } from './ggml-types.ts'
import { knownNames } from '../../nearest-name.ts'

/** Quantizations a synthetic model can be written in. `Q4_K` is the usual mixture, Q4_K_M. */
export type Quantization = 'F32' | 'F16' | 'BF16' | 'Q8_0' | 'Q4_0' | 'Q4_K'

/** Purpose of a tensor in its model: the quantizer's mixtures depend on it. */
export type TensorRole =
  | 'embedding'
  | 'output'
  | 'attention-value'
  | 'feed-forward-down'
  | 'matrix'
  | 'norm'
  | 'bias'
  | 'position'
  | 'router'

/** A tensor of a model before its type is chosen; `dimensions[0]` is the row length. */
export interface TensorShape {
  readonly name: string
  readonly role: TensorRole
  readonly dimensions: readonly number[]
  /** Index of the layer; 0 for a tensor outside the layers. */
  readonly layer: number
}

/** Facts about the whole model that the choice of a tensor's type depends on. */
export interface MixtureContext {
  readonly layers: number
  readonly tiedEmbeddings: boolean
}

/** Number of each quantization in `general.file_type` (`enum llama_ftype`). */
export const fileTypeNumbers: Readonly<Record<Quantization, number>> = {
  F32: 0,
  F16: 1,
  BF16: 32,
  Q8_0: 7,
  Q4_0: 2,
  Q4_K: 15,
}

/** Quantizations in the order they are listed in messages. */
export const quantizationNames: readonly Quantization[] = ['F32', 'F16', 'BF16', 'Q8_0', 'Q4_0', 'Q4_K']

/**
 * The quantization `text` stands for, in any case; `Q4_K_M` is another name of `Q4_K`.
 *
 * @throws {LlmBenchError} `model-unknown-quantization`, listing the known ones and the nearest.
 */
export function parseQuantization(text: string): Quantization {
  const wanted = text.toUpperCase() === 'Q4_K_M' ? 'Q4_K' : text.toUpperCase()
  const found = quantizationNames.find((name) => name === wanted)
  if (found !== undefined) return found
  throw new LlmBenchError(
    'model-unknown-quantization',
    `unknown quantization "${text}" for a synthetic model${knownNames(wanted, quantizationNames)}`,
  )
}

/**
 * The type llama.cpp's own quantizer gives a tensor (src/llama-quant.cpp, v0.5.0): norms, biases,
 * learned positions and the routers of experts stay F32; the output matrix (and a tied embedding)
 * gets Q6_K or better; in Q4_K the value and down matrices of about half the layers get Q6_K; a row
 * that is no multiple of 256 falls back from Q4_K to Q5_0 and from Q6_K to Q8_0.
 */
export function tensorType(tensor: TensorShape, quantization: Quantization, context: MixtureContext): WritableType {
  if (unquantized.has(tensor.role)) return writableTypes.F32
  const rowLength = tensor.dimensions[0] ?? 0
  return writableTypes[fitting(mixtureType(tensor, rowLength, quantization, context), rowLength)]
}

const unquantized: ReadonlySet<TensorRole> = new Set(['norm', 'bias', 'position', 'router'])

function mixtureType(
  tensor: TensorShape,
  rowLength: number,
  quantization: Quantization,
  { layers, tiedEmbeddings }: MixtureContext,
): WritableTypeName {
  if (quantization !== 'Q4_0' && quantization !== 'Q4_K') return quantization
  const isOutput = tensor.role === 'output' || (tensor.role === 'embedding' && tiedEmbeddings)
  if (isOutput) return rowLength % writableTypes[quantization].blockSize === 0 ? 'Q6_K' : 'Q8_0'
  const isSensitive = tensor.role === 'attention-value' || tensor.role === 'feed-forward-down'
  return quantization === 'Q4_K' && isSensitive && usesMoreBits(tensor.layer, layers) ? 'Q6_K' : quantization
}

function usesMoreBits(layer: number, layers: number): boolean {
  const eighth = Math.floor(layers / 8)
  return layer < eighth || layer >= Math.floor((7 * layers) / 8) || (layer - eighth) % 3 === 2
}

function fitting(type: WritableTypeName, rowLength: number): WritableTypeName {
  if (rowLength % writableTypes[type].blockSize === 0) return type
  if (type === 'Q4_K') return fitting('Q5_0', rowLength)
  if (type === 'Q6_K') return fitting('Q8_0', rowLength)
  return 'F16'
}
