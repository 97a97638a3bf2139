import { expect, test } from 'vitest'
import { resolveModelOptions } from '../../src/models/load-options.ts'
import { speedOptions } from '../../src/models/speed-options.ts'

test('every option but the budget of memory, with the cache in a word', () => {
  const options = resolveModelOptions({ memoryBudget: '2 GB', kvCache: { key: 'Q8_0', value: 'F16' } })
  const { memoryBudget, ...others } = options
  expect(memoryBudget).toBe(2e9)
  expect(speedOptions(options)).toEqual({ ...others, kvCache: 'Q8_0/F16' })
})
