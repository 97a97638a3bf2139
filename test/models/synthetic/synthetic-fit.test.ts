import { expect, test } from 'vitest'
import { resolveModelOptions } from '../../../src/models/load-options.ts'
import { assertSyntheticFits } from '../../../src/models/synthetic/synthetic-fit.ts'
import { errorLine } from '../error-line.ts'

test('8 B in F16 is refused under a budget of 12 GB, with the quantizations that fit', async () => {
  const options = resolveModelOptions({ memoryBudget: '12 GB' })
  for (const shape of ['llama-3.1-8b', 'qwen2.5-7b'] as const) {
    expect(await errorLine(() => assertSyntheticFits({ shape, quantization: 'F16', seed: 0 }, options))).toMatch(
      /^model-too-large: model "synthetic \S+ F16 seed 0" needs about 1[56]\.\d GB of memory \(1[56]\.\d GB of mapped weights.*the memoryBudget is 12\.0 GB; what fits: Q8_0 \(\d\.\d+ GB\), Q4_/,
    )
  }
  const onGpu = resolveModelOptions({ memoryBudget: '12 GB', backend: 'cuda' })
  assertSyntheticFits({ shape: 'llama-3.1-8b', quantization: 'F16', seed: 0 }, onGpu)
})
