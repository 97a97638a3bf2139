import { expect, test } from 'vitest'
import { readGgufHeader } from '../../../src/models/gguf/gguf-header.ts'
import { readWeights } from '../../../src/models/reads/read-weights.ts'
import { weightBytesOfStep } from '../../../src/models/reads/step-bytes.ts'
import { ensureSynthetic } from '../../../src/models/synthetic/synthetic.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { writeSplitMicro } from '../gguf/split-model.ts'
import { readsOfShape, tensor, tensorBytesOf, valuesOf } from './reads-of.ts'

const attention = { embedding_length: 64, 'attention.head_count': 2, context_length: 1 }

test('of a tied embedding the whole matrix is read, of any other one row', () => {
  const tied = readsOfShape('smollm2-135m', 'Q8_0')
  expect(weightBytesOfStep(tied, 1)).toBe(tensorBytesOf('smollm2-135m', 'Q8_0'))
  expect(tied.rowBytes).toBe(0)
  const untied = readsOfShape('tinyllama-1.1b', 'Q4_0')
  const row = (2048 / 32) * 18
  expect(untied.rowBytes).toBe(row)
  expect(untied.sharedBytes).toBe(tensorBytesOf('tinyllama-1.1b', 'Q4_0') - 32_000 * row)
})

test('of learned positions one row is read', () => {
  const gpt2 = readsOfShape('gpt2', 'F32')
  expect(gpt2.rowBytes).toBe(768 * 4)
  expect(gpt2.sharedBytes).toBe((124_439_808 - 1024 * 768) * 4)
})

test('OLMoE uses 8 of 64 experts: 1.28 of 6.92 billion parameters', () => {
  const reads = readsOfShape('olmoe-1b-7b', 'F16')
  expect(reads.experts).toEqual({ count: 64, used: 8 })
  expect(reads.activeParameters).toBe(1_282_017_280)
  expect(reads.expertBytes).toBe(16 * 3 * 2048 * 1024 * 64 * 2)
  // One step of one token: an eighth of the experts, everything else whole, one row of the embedding.
  const others = tensorBytesOf('olmoe-1b-7b', 'F16') - reads.expertBytes - 50_304 * 2048 * 2
  expect(weightBytesOfStep(reads, 1)).toBeCloseTo(others + 2048 * 2 + reads.expertBytes / 8, 0)
})

test('a dense model has no experts, and all its parameters are active', () => {
  const reads = readsOfShape('gemma-3-1b', 'Q4_0')
  expect(reads.experts).toBeNull()
  expect(reads.activeParameters).toBe(999_885_952)
  expect(reads.outputParameters).toBe(262_144 * 1152)
  expect(reads.multiplied).toBe(999_885_952 - 262_144 * 1152 - 26 * (4 * 1152 + 2 * 256) - 1152)
})

test('shared experts and routers are read whole; experts in tensors of their own as those in one', () => {
  const values = valuesOf('deepseek2', { ...attention, expert_count: 4, expert_used_count: 1 })
  const shared = [
    tensor('output.weight', [64, 10]),
    tensor('blk.0.ffn_gate_inp.weight', [64, 4], 0),
    tensor('blk.0.ffn_up_shexp.weight', [64, 32]),
    tensor('blk.0.exp_probs_b.bias', [4], 0),
  ]
  const sharedBytes = 64 * 10 * 2 + 64 * 4 * 4 + 64 * 32 * 2 + 4 * 4
  const merged = readWeights('deepseek2', 1, [
    { ...values, tensors: [...shared, tensor('blk.0.ffn_up_exps.weight', [64, 32, 4])] },
  ])
  expect(merged).toMatchObject({ sharedBytes, expertBytes: 64 * 32 * 4 * 2, experts: { count: 4, used: 1 } })
  const apart = [0, 1, 2, 3].map((expert) => tensor(`blk.0.ffn_up.${expert}.weight`, [64, 32]))
  expect(readWeights('deepseek2', 1, [{ ...values, tensors: [...shared, ...apart] }])).toEqual(merged)
})

test('layers may use other numbers of experts: the mean by what they weigh', () => {
  const values = valuesOf('x', { ...attention, expert_count: 4, expert_used_count: [1, 3] })
  const tensors = [0, 1].map((layer) => tensor(`blk.${layer}.ffn_up_exps.weight`, [64, 32, 4]))
  expect(readWeights('x', 2, [{ ...values, tensors }])?.experts).toEqual({ count: 4, used: 2 })
})

test('layers that predict further tokens are read by no ordinary step', () => {
  const values = valuesOf('glm4moe', { ...attention, nextn_predict_layers: 1 })
  const tensors = [tensor('output.weight', [64, 10]), tensor('blk.0.ffn_up.weight', [64, 32])]
  const later = [...tensors, tensor('blk.1.ffn_up.weight', [64, 32]), tensor('blk.1.nextn.eh_proj.weight', [128, 64])]
  const reads = readWeights('glm4moe', 2, [{ ...values, tensors: later }])
  expect(reads?.sharedBytes).toBe(64 * 10 * 2 + 64 * 32 * 2)
  expect(reads?.caches?.[0]).toMatchObject({ layers: 1, kept: 2 })
})

test.for<[string, Record<string, number>]>([
  ['no number of experts', {}],
  ['none used', { expert_count: 4, expert_used_count: 0 }],
  ['more used than there are', { expert_count: 4, expert_used_count: 5 }],
  ['a damaged number', { expert_count: Number.NaN, expert_used_count: 1 }],
])('experts of which nobody can tell how many are used tell nothing: %s', ([, values]) => {
  const tensors = [tensor('blk.0.ffn_up_exps.weight', [64, 32, 4])]
  expect(readWeights('x', 1, [{ ...valuesOf('x', { ...attention, ...values }), tensors }])).toBeNull()
})

test('a tensor of a type that is not known tells nothing', () => {
  const tensors = [tensor('output.weight', [64, 10], 999)]
  expect(readWeights('x', 1, [{ ...valuesOf('x', attention), tensors }])).toBeNull()
})

test('a split model is read as the whole one', async () => {
  await using folder = await temporaryFolder()
  const model = { shape: 'micro', quantization: 'Q4_0', seed: 0 } as const
  const whole = await ensureSynthetic(model, { folder: folder.path, maxBytes: 1e9 })
  const [first = ''] = await writeSplitMicro(folder.path)
  const split = await readGgufHeader(first)
  expect(split.reads).toEqual(whole.header.reads)
  expect(split.reads).toEqual(readsOfShape('micro', 'Q4_0'))
})
