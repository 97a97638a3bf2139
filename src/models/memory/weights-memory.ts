import { elementCount, ggmlTypesById, tensorBytes } from '../gguf/ggml-types.ts'
import type { GgufContents, GgufTensorInfo } from '../gguf/gguf-contents.ts'
import { HeaderValues } from '../reads/header-values.ts'

/** Sizes of a model by its header, by which the memory that it takes is told. In bytes. */
export interface WeightsMemory {
  /** All tensors. */
  readonly tensorBytes: number
  /** Tensors of each layer, in their order. */
  readonly layerBytes: readonly number[]
  /** The matrix that makes probabilities, and the norm before it; of a tied one a copy goes to the GPU. */
  readonly outputBytes: number
  /** Matrices that a processor may keep once more in an order of its own, by their type. */
  readonly repackable: Readonly<Record<string, number>>
  /** Width of what goes from layer to layer, in values. */
  readonly embedding: number
  /** Values that the feed-forward part of a layer holds of a token at once. */
  readonly feedForward: number
  /** Tokens of the vocabulary, and pairs that its tokenizer merges. */
  readonly vocabulary: number
  readonly merges: number
}

const embedding = 'token_embd.weight'
const output = /^output(?:_norm)?\.(?:weight|bias)$/
/** Tables of which rows are looked up: no matrix is multiplied with them. */
const table = /^(?:position_embd|token_types|per_layer_token_embd)\./
const block = /^blk\.(\d+)\./
/** Rows that every repacked order takes together: matrices with another number of rows stay as they are. */
const rowsTogether = 8

/** Sizes of a model by the tensors and values of its parts. */
export function weightsMemory(
  architecture: string,
  layers: number,
  parts: readonly Pick<GgufContents, 'values' | 'arrays' | 'arrayLengths' | 'tensors'>[],
): WeightsMemory {
  const tensors = parts.flatMap((part) => part.tensors)
  const isTied = tensors.every(({ name }) => name !== 'output.weight')
  const layerBytes = Array.from({ length: layers }, () => 0)
  const repackable: Record<string, number> = {}
  let total = 0
  let outputBytes = 0
  for (const tensor of tensors) {
    const { name, dimensions, typeId } = tensor
    const bytes = bytesOf(tensor)
    total += bytes
    const layer = Number(block.exec(name)?.[1] ?? -1)
    if (layer >= 0 && layer < layers) layerBytes[layer] = (layerBytes[layer] ?? 0) + bytes
    if (output.test(name) || (isTied && name === embedding)) outputBytes += bytes
    const isMatrix = name.endsWith('.weight') && dimensions.length > 1 && !table.test(name)
    if (!isMatrix || (name === embedding && !isTied) || (dimensions[1] ?? 1) % rowsTogether !== 0) continue
    const type = ggmlTypesById.get(typeId)?.name ?? 'unknown'
    repackable[type] = (repackable[type] ?? 0) + bytes
  }
  const [first] = parts
  const header = first === undefined ? null : new HeaderValues(architecture, first)
  return {
    tensorBytes: total,
    layerBytes,
    outputBytes,
    repackable,
    embedding: header?.number('embedding_length') ?? 0,
    feedForward: header === null ? 0 : widestFeedForward(header, tensors),
    merges: first?.arrayLengths.get('tokenizer.ggml.merges') ?? 0,
    vocabulary: first?.arrayLengths.get('tokenizer.ggml.tokens') ?? header?.number('vocab_size') ?? 0,
  }
}

/** Values of a token inside the feed-forward part: with a gate two of its width, of experts all that are used. */
function widestFeedForward(header: HeaderValues, tensors: readonly GgufTensorInfo[]): number {
  const widths = header.list('feed_forward_length') ?? [header.number('feed_forward_length') ?? 0]
  const used = header.number('expert_used_count') ?? 0
  const expert = header.number('expert_feed_forward_length') ?? Math.max(...widths)
  const isGated = tensors.some(({ name }) => /\.ffn_(?:gate|gate_up)(?:_exps|\.)/.test(name))
  return Math.max(used * expert, used > 0 ? 0 : Math.max(0, ...widths)) * (isGated ? 2 : 1)
}

function bytesOf({ typeId, dimensions }: GgufTensorInfo): number {
  const type = ggmlTypesById.get(typeId)
  return type === undefined ? elementCount(dimensions) * 4 : tensorBytes(type, dimensions)
}
