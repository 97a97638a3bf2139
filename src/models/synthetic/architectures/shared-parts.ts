import type { GgufMetadata } from '../../gguf/gguf-writer.ts'
import type { TensorRole, TensorShape } from '../../gguf/quantizations.ts'

/** Adds a matrix of a layer by its name within it. */
export type AddTensor = (name: string, role: TensorRole, ...dimensions: number[]) => void

/** Sizes that every architecture of layers with grouped heads has. */
interface LayeredShape {
  readonly context: number
  readonly embedding: number
  readonly feedForward: number
  readonly heads: number
  readonly keyValueHeads: number
  readonly layers: number
  readonly vocabulary: number
}

/** The embedding, the tensors of each layer, and the last norm, in that order. */
export function layeredTensors(
  { embedding, layers, vocabulary }: Pick<LayeredShape, 'embedding' | 'layers' | 'vocabulary'>,
  ofLayer: (add: AddTensor) => void,
): TensorShape[] {
  const tensors: TensorShape[] = [
    { name: 'token_embd.weight', role: 'embedding', dimensions: [embedding, vocabulary], layer: 0 },
  ]
  for (let layer = 0; layer < layers; layer++) {
    ofLayer((name, role, ...dimensions) => {
      tensors.push({ name: `blk.${layer}.${name}.weight`, role, dimensions, layer })
    })
  }
  tensors.push({ name: 'output_norm.weight', role: 'norm', dimensions: [embedding], layer: 0 })
  return tensors
}

/** The output matrix of a model whose embedding is not tied to it. */
export function outputTensor({ embedding, vocabulary }: Pick<LayeredShape, 'embedding' | 'vocabulary'>): TensorShape {
  return { name: 'output.weight', role: 'output', dimensions: [embedding, vocabulary], layer: 0 }
}

/** Metadata of the sizes, under the name of the architecture. */
export function layeredMetadata(architecture: string, shape: Omit<LayeredShape, 'vocabulary'>): GgufMetadata {
  return [
    [`${architecture}.context_length`, { type: 'uint32', value: shape.context }],
    [`${architecture}.embedding_length`, { type: 'uint32', value: shape.embedding }],
    [`${architecture}.block_count`, { type: 'uint32', value: shape.layers }],
    [`${architecture}.feed_forward_length`, { type: 'uint32', value: shape.feedForward }],
    [`${architecture}.attention.head_count`, { type: 'uint32', value: shape.heads }],
    [`${architecture}.attention.head_count_kv`, { type: 'uint32', value: shape.keyValueHeads }],
  ]
}
