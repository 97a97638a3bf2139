import { GgufFileType } from 'node-llama-cpp'
import { expect, test } from 'vitest'
import { fileTypeName } from '../../../src/models/gguf/file-types.ts'

test('numbers have the names the engine gives them', () => {
  const differing = Object.entries(GgufFileType).filter(([engineName, number]) => {
    const name = typeof number === 'number' ? fileTypeName(number) : null
    return name !== null && !engineName.replaceAll('_', '').includes(name.replaceAll('_', ''))
  })
  expect(differing).toEqual([])
  expect(fileTypeName(15)).toBe('Q4_K_M')
})

test('a number not known has no name', () => {
  expect(fileTypeName(4)).toBeNull()
  expect(fileTypeName(999)).toBeNull()
})
