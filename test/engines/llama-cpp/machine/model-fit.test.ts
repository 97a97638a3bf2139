import { expect, test } from 'vitest'
import { assertLoadFits } from '../../../../src/engines/llama-cpp/machine/model-fit.ts'
import { syntheticMemory } from '../../../../src/models/synthetic/synthetic-memory.ts'
import { errorLine } from '../../../models/error-line.ts'
import { plainOptions } from '../loaded-engine.ts'

const file = {
  ...syntheticMemory({ shape: 'llama-3.1-8b', quantization: 'Q4_0', seed: 0 }),
  path: '/m/8b.gguf',
  parameters: 8.03e9,
}

function gpu(free: number, unifiedSize = 0): Parameters<typeof assertLoadFits>[0] {
  const state = { total: 8e9, used: 8e9 - free, free, unifiedSize }
  return { gpu: 'cuda', systemInfo: '', getVramState: async () => await Promise.resolve(state) }
}

test('on the processor the budget decides before the weights are read', async () => {
  const cpu = { ...gpu(0), gpu: false, systemInfo: 'CPU : AVX2 = 1 | ' } as const
  await assertLoadFits(cpu, file, { ...plainOptions, memoryBudget: 10e9 })
  expect(await errorLine(() => assertLoadFits(cpu, file, { ...plainOptions, memoryBudget: 6e9 }))).toMatch(
    /^model-too-large: model "\/m\/8b\.gguf" needs about 8\.\d+ GB of memory .*what fits: mmap: false \(4\.\d+ GB\)/,
  )
})

test('on a GPU its free memory decides, and the layers that would fit are told', async () => {
  await assertLoadFits(gpu(7e9), file, { ...plainOptions, gpuLayers: 'max' })
  await assertLoadFits(gpu(2e9), file, { ...plainOptions, gpuLayers: 8 })
  await assertLoadFits(gpu(0), file, { ...plainOptions, gpuLayers: 0 })
  expect(await errorLine(() => assertLoadFits(gpu(3e9), file, { ...plainOptions, gpuLayers: 'max' }))).toMatch(
    /needs about 4\.\d+ GB of GPU memory for 33 of 33 layers and its context, 3\.00 GB of 8\.00 GB are free; what fits: gpuLayers: 2\d, /,
  )
  expect(await errorLine(() => assertLoadFits(gpu(1e6), file, { ...plainOptions, gpuLayers: 'max' }))).toMatch(
    /take backend "cpu" or a smaller model/,
  )
})

test('a GPU that shares the memory of the machine has no more than the budget', async () => {
  const options = { ...plainOptions, gpuLayers: 'max', memoryBudget: 3e9 } as const
  expect(await errorLine(() => assertLoadFits(gpu(7e9, 8e9), file, options))).toMatch(/3\.00 GB of 8\.00 GB are free/)
  await assertLoadFits(gpu(7e9), file, options)
})
