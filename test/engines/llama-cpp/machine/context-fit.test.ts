import { expect, test } from 'vitest'
import { contextMemory } from '../../../../src/engines/llama-cpp/machine/context-fit.ts'
import { syntheticMemory } from '../../../../src/models/synthetic/synthetic-memory.ts'
import { errorLine } from '../../../models/error-line.ts'
import { plainOptions } from '../loaded-engine.ts'

const file = syntheticMemory({ shape: 'llama-3.1-8b', quantization: 'Q8_0', seed: 0 })
const model = { useMmap: true }
const cpu = { gpu: false, systemInfo: 'CPU : AVX2 = 1 | ' } as const
/** Far more than any machine that runs these tests has. */
const huge = { sequences: 10_000, contextSize: 131_072 }
const small = { sequences: 1, contextSize: 512, longestPrompt: 100 }

test('a context for which no machine has memory is refused before it is made', async () => {
  const { assertFits } = contextMemory(cpu, model, file, plainOptions)
  expect(await errorLine(() => assertFits(huge, []))).toMatch(
    /^model-too-large: a context of 10,000 × 131,072 tokens needs about 172 TB of memory beside 8\.5\d GB of its model/,
  )
})

test('a budget counts the weights and the contexts that are open', async () => {
  const options = { ...plainOptions, memoryBudget: 8.9e9 }
  const { assertFits } = contextMemory(cpu, model, file, options)
  assertFits({ sequences: 1, contextSize: 512 }, [])
  const many = Array.from({ length: 3 }, () => ({ ...small, contextSize: 1024 }))
  expect(await errorLine(() => assertFits({ sequences: 1, contextSize: 1024 }, many))).toMatch(
    /^model-too-large: a context of 1 × 1,024 tokens .* beside 9\.\d+ GB of its model, the memoryBudget is 8\.90? GB; /,
  )
})

test('memory of a GPU is for its driver to tell, and of a model that does not say what it keeps nobody can', () => {
  const onGpu = contextMemory({ gpu: 'cuda', systemInfo: '' }, model, file, plainOptions)
  expect(() => onGpu.assertFits(huge, [])).not.toThrow()
  expect(onGpu.predicted([small])).toBeNull()
  const unknown = contextMemory(cpu, model, { ...file, reads: null }, plainOptions)
  expect(() => unknown.assertFits(huge, [])).not.toThrow()
})
