import { elementCount, ggmlTypesById, tensorBytes } from '../gguf/ggml-types.ts'
import type { GgufContents, GgufTensorInfo } from '../gguf/gguf-contents.ts'
import { HeaderValues } from './header-values.ts'
import { layerCaches } from './layer-caches.ts'
import type { ModelReads } from './model-reads.ts'

const embedding = 'token_embd.weight'
const output = 'output.weight'
/** Tables of which a token takes one row. */
const tables: ReadonlySet<string> = new Set([
  'position_embd.weight',
  'token_types.weight',
  'per_layer_token_embd.weight',
])
/** Experts among which a router chooses, in one tensor or, in older files, each in its own; shared ones are no such. */
const routed = /^blk\.\d+\.ffn_(?:(?:gate|up|down|gate_up)_(?:ch)?exps\b|(?:gate|up|down)\.\d+\.)/
const block = /^blk\.(\d+)\./

/** Weights that the tokens of a model read, by its tensors; null where one is of a type or kind that is not known. */
export function readWeights(
  architecture: string,
  layers: number,
  parts: readonly Pick<GgufContents, 'values' | 'arrays' | 'tensors'>[],
): ModelReads | null {
  const [first] = parts
  if (first === undefined) return null
  const header = new HeaderValues(architecture, first)
  const tensors = parts.flatMap((part) => part.tensors)
  const isTied = tensors.every(({ name }) => name !== output)
  const usedLayers = layers - (header.number('nextn_predict_layers') ?? 0)
  const experts = header.number('expert_count') ?? 0
  const sum = { active: 0, shared: 0, rows: 0, experts: 0, usedExperts: 0, multiplied: 0, output: 0 }
  for (const tensor of tensors) {
    const bytes = bytesOf(tensor)
    if (bytes === null) return null
    const { name, dimensions } = tensor
    const layer = Number(block.exec(name)?.[1] ?? -1)
    const values = elementCount(dimensions)
    // Layers that predict further tokens, and an encoder, are not read for each token.
    if (layer >= usedLayers || name.startsWith('enc.')) continue
    if (routed.test(name)) {
      const share = (header.ofLayer('expert_used_count', layer) ?? 0) / experts
      if (!(share > 0 && share <= 1)) return null
      sum.experts += bytes
      sum.usedExperts += bytes * share
      sum.active += values * share
      sum.multiplied += values * share
      continue
    }
    sum.active += values
    if (tables.has(name) || (name === embedding && !isTied)) {
      sum.rows += bytes / rowsOf(tensor)
      continue
    }
    sum.shared += bytes
    if (name === output || name === embedding) sum.output += values
    else if (dimensions.length > 1) sum.multiplied += values
  }
  return {
    activeParameters: Math.round(sum.active),
    experts: sum.experts === 0 ? null : { count: experts, used: (experts * sum.usedExperts) / sum.experts },
    sharedBytes: sum.shared,
    rowBytes: sum.rows,
    expertBytes: sum.experts,
    embedding: header.number('embedding_length') ?? 0,
    multiplied: Math.round(sum.multiplied),
    outputParameters: sum.output,
    caches: layerCaches(header, layers),
  }
}

function bytesOf({ typeId, dimensions }: GgufTensorInfo): number | null {
  const type = ggmlTypesById.get(typeId)
  return type === undefined ? null : tensorBytes(type, dimensions)
}

function rowsOf({ dimensions }: GgufTensorInfo): number {
  return Math.max(1, elementCount(dimensions.slice(1)))
}
