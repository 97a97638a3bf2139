import { GgmlType } from 'node-llama-cpp'
import { expect, test } from 'vitest'
import { elementCount, ggmlTypesById, tensorBytes, writableTypes } from '../../../src/models/gguf/ggml-types.ts'

test('ids and names are those of the engine', () => {
  const engineNames = new Map(Object.entries(GgmlType).map(([name, id]) => [String(id), name] as const))
  for (const { id, name } of ggmlTypesById.values()) {
    const engineName = engineNames.get(String(id))
    if (engineName !== undefined) expect(name).toBe(engineName)
  }
  expect(ggmlTypesById.size).toBe(35)
})

test('bytes follow from the blocks', () => {
  expect(elementCount([256, 3, 2])).toBe(1536)
  expect(tensorBytes(writableTypes.F32, [10])).toBe(40)
  expect(tensorBytes(writableTypes.Q4_0, [64, 2])).toBe(72)
  expect(tensorBytes(writableTypes.Q4_K, [512, 2])).toBe(576)
  expect(tensorBytes(writableTypes.Q6_K, [256])).toBe(210)
})
