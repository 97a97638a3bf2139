import type { Llama, LlamaModel } from 'node-llama-cpp'
import { expect, test } from 'vitest'
import { contextFit } from '../../../../src/engines/llama-cpp/machine/context-fit.ts'
import { readsOfShape } from '../../../models/reads/reads-of.ts'
import { errorLine } from '../../../models/error-line.ts'
import { plainOptions } from '../loaded-engine.ts'

const file = { reads: readsOfShape('llama-3.1-8b', 'Q4_0'), vocabularySize: 128_256, fileBytes: 4.66e9 }
const model = { memoryUsage: { ram: 4.66e9, vram: 0 } } as LlamaModel
const cpu = { gpu: false } as Llama
/** Far more than any machine that runs these tests has. */
const huge = [10_000, 131_072] as const

test('a context for which no machine has memory is refused before it is made', async () => {
  const fits = contextFit(cpu, model, file, plainOptions)
  expect(await errorLine(() => fits(...huge))).toMatch(
    /^model-too-large: a context of 10,000 × 131,072 tokens needs about 172 TB of memory beside 4\.66 GB of mapped/,
  )
  expect(() => contextFit(cpu, model, { ...file, fileBytes: 1 }, { ...plainOptions, mmap: false })(1, 8)).not.toThrow()
})

test('memory of a GPU is for its driver to tell, and of a model that does not say what it keeps nobody can', () => {
  expect(() => contextFit({ gpu: 'cuda' } as Llama, model, file, plainOptions)(...huge)).not.toThrow()
  expect(() => contextFit(cpu, model, { ...file, reads: null }, plainOptions)(...huge)).not.toThrow()
})
