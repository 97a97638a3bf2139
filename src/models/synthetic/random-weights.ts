import { seededRandom } from '../../stats/random.ts'
import { tensorBytes } from '../gguf/ggml-types.ts'
import { randomBlocks } from './random-blocks.ts'
import type { SyntheticTensor } from './synthetic-plan.ts'

/** Largest pool of random blocks, in bytes; larger tensors are cut from it many times. */
const POOL_BYTES = 4_194_304

/**
 * Random weights for the tensors of a synthetic model, to be asked for in file order: slices from
 * seeded random places of one pool of blocks per type, because drawing each weight of a large model
 * would take minutes.
 */
export function randomWeights(
  tensors: readonly SyntheticTensor[],
  seed: number,
): (tensor: SyntheticTensor, bytes: number) => Iterable<Uint8Array> {
  const random = seededRandom(seed)
  const neededBytes = new Map<string, number>()
  for (const tensor of tensors) {
    const key = poolKey(tensor)
    const bytes = tensorBytes(tensor.type, tensor.dimensions)
    neededBytes.set(key, (neededBytes.get(key) ?? 0) + bytes)
  }
  const pools = new Map<string, Uint8Array>()

  function poolFor(tensor: SyntheticTensor): Uint8Array {
    const key = poolKey(tensor)
    let pool = pools.get(key)
    if (pool === undefined) {
      const bytes = Math.min(POOL_BYTES, neededBytes.get(key) ?? 0)
      const blocks = Math.ceil(bytes / tensor.type.blockBytes)
      pool = randomBlocks(tensor.type, blocks, random, tensor.role === 'norm' ? 1 : 0)
      pools.set(key, pool)
    }
    return pool
  }

  return function* slices(tensor, bytes) {
    const pool = poolFor(tensor)
    const { blockBytes } = tensor.type
    const starts = Math.ceil(pool.length / blockBytes / 2)
    for (let remaining = bytes; remaining > 0;) {
      // Only the first half starts a slice, so that no slice is a short one from the very end.
      const start = Math.floor(random() * starts) * blockBytes
      const slice = pool.subarray(start, start + remaining)
      remaining -= slice.length
      yield slice
    }
  }
}

function poolKey({ type, role }: SyntheticTensor): string {
  return role === 'norm' ? `${type.name} norm` : type.name
}
